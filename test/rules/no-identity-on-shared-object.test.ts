import { noIdentityOnSharedObject } from '../../src/rules/no-identity-on-shared-object.js';
import { testRule } from '../tester/rule-tester.js';

const client = `
  declare class MailClient {
    setAccessToken(token: string): void;
    setTimeout(seconds: number): void;
    withToken(token: string): MailClient;
    send(text: string): Promise<void>;
  }
`;
const pool = `
  declare class Pool { query(sql: string, values?: readonly unknown[]): Promise<unknown>; connect(): Promise<PoolClient> }
  declare class PoolClient { query(sql: string, values?: readonly unknown[]): Promise<unknown>; release(): void }
  const pool = new Pool();
`;

const registering = {
  'registering.d.ts': `
    declare module 'axios' {
      export interface RequestConfig { headers: Record<string, string> }
      export interface AxiosInterceptorManager { use(intercept: (config: RequestConfig) => RequestConfig): number }
      export interface AxiosInstance { interceptors: { request: AxiosInterceptorManager }; get(url: string, config: object): Promise<unknown> }
      const axios: { create(): AxiosInstance };
      export default axios;
    }
    declare module 'undici' { export class Agent { constructor(options: { token: string }) } export function setGlobalDispatcher(agent: Agent): void }
    declare module 'api' { export const client: { options(given: { auth?: string; retries?: number }): void } }
    declare module 'nunjucks' {
      export class Environment { addGlobal(name: string, value: unknown): this; render(name: string, data: object): string }
    }
  `,
};

testRule('no-identity-on-shared-object', noIdentityOnSharedObject, {
  valid: [
    {
      name: 'asking for a language is not setting one',
      code: `
        declare class Highlighter { getLanguage(name: string): object | undefined; highlight(text: string): string }
        const highlighter = new Highlighter();
        export function show(user: { language: string }, message: string): string {
          return highlighter.getLanguage(user.language) ? highlighter.highlight(message) : message;
        }
      `,
    },
    {
      name: 'settings that are nobody’s, stores under a key, and calls that return a client of its own',
      code: `${client}
        declare class TokenStore { setToken(userId: string, token: string): void }
        declare const redis: { set(key: string, value: string): Promise<void> };
        const mail = new MailClient();
        const tokens = new TokenStore();
        export async function send(userId: string, token: string): Promise<void> {
          mail.setTimeout(30);
          tokens.setToken(userId, token);
          await redis.set(userId, token);
          await mail.withToken(token).send('hello');
        }
      `,
    },
    {
      name: 'a client of the project: its field is another rule’s subject',
      code: `
        class Client { private token = ''; setToken(token: string): void { this.token = token; } use(): string { return this.token; } }
        const client = new Client();
        export const serve = (token: string): string => { client.setToken(token); return client.use(); };
      `,
    },
    {
      name: 'the program’s own token, set by start-up code',
      code: `${client}
        const mail = new MailClient();
        function start(token: string): void { mail.setAccessToken(token); }
        start(process.env.TOKEN ?? '');
      `,
    },
    {
      name: 'a setting of one transaction, and one that is undone',
      code: `${pool}
        export async function list(tenantId: string): Promise<void> {
          const connection = await pool.connect();
          await connection.query("SELECT set_config('app.tenant', $1, true)", [tenantId]);
          await pool.query('UPDATE users SET name = $1', [tenantId]);
          connection.release();
        }
        export async function lend(tenantId: string): Promise<void> {
          const connection = await pool.connect();
          await connection.query(\`SET ROLE \${tenantId}\`);
          await connection.query('RESET ROLE');
          connection.release();
        }
      `,
    },
  ],
  invalid: [
    {
      name: 'what all later requests of the process go through',
      files: registering,
      code: `import { Agent, setGlobalDispatcher } from 'undici';
        export function open(userToken: string): void { setGlobalDispatcher(new Agent({ token: userToken })); }
      `,
      neighbour: `import { Agent, setGlobalDispatcher } from 'undici';
        export function open(userToken: string): Agent { void setGlobalDispatcher; return new Agent({ token: userToken }); }
      `,
      errors: [{ messageId: 'told', line: 2 }],
    },
    {
      name: 'settings of a client with a credential in them',
      files: registering,
      code: `import { client } from 'api';
        export function open(userToken: string): void { client.options({ auth: userToken }); }
      `,
      neighbour: `import { client } from 'api';
        export function open(userToken: string): string { client.options({ retries: 3 }); return userToken; }
      `,
      errors: [{ messageId: 'told', line: 2 }],
    },
    {
      name: 'an interceptor for all later calls, made for one user; its neighbour says the token with the call',
      files: registering,
      code: `import axios from 'axios';
        const api = axios.create();
        export async function offers(req: Request): Promise<unknown> {
          const token = req.headers.get('authorization');
          api.interceptors.request.use((config) => { config.headers['authorization'] = token ?? ''; return config; });
          return api.get('/offers', {});
        }
      `,
      neighbour: `import axios from 'axios';
        const api = axios.create();
        api.interceptors.request.use((config) => { config.headers['x-service'] = 'offers'; return config; });
        export async function offers(req: Request): Promise<unknown> {
          const token = req.headers.get('authorization');
          return api.get('/offers', { headers: { authorization: token ?? '' } });
        }
      `,
      errors: [{ messageId: 'told', line: 5 }],
    },
    {
      name: 'a value that all templates see',
      files: registering,
      code: `import { Environment } from 'nunjucks';
        const views = new Environment();
        export function show(req: Request): string { views.addGlobal('visitor', req.headers.get('cookie')); return views.render('home', {}); }
      `,
      neighbour: `import { Environment } from 'nunjucks';
        const views = new Environment();
        export function show(req: Request): string { return views.render('home', { visitor: req.headers.get('cookie') }); }
      `,
      errors: [{ messageId: 'told', line: 3 }],
    },
    {
      name: 'the security of a client',
      code: `
        declare class SoapClient { setSecurity(security: object): void; claim(id: string): Promise<string> }
        declare class BearerSecurity { constructor(token: string) }
        const client = new SoapClient();
        export async function claim(userToken: string, id: string): Promise<string> { client.setSecurity(new BearerSecurity(userToken)); return client.claim(id); }
      `,
      neighbour: `
        declare class SoapClient { setSecurity(security: object): void; claim(id: string): Promise<string> }
        declare class BearerSecurity { constructor(token: string) }
        export async function claim(userToken: string, id: string): Promise<string> { const client = new SoapClient(); client.setSecurity(new BearerSecurity(userToken)); return client.claim(id); }
      `,
      errors: [{ messageId: 'told', line: 5 }],
    },
    {
      name: 'a token is set on a client that is made once',
      code: `${client}
        const mail = new MailClient();
        export async function send(token: string): Promise<void> { mail.setAccessToken(token); await mail.send('hello'); }
      `,
      neighbour: `${client}
        export async function send(token: string): Promise<void> { const mail = new MailClient(); mail.setAccessToken(token); await mail.send('hello'); }
      `,
      errors: [{ messageId: 'told', line: 10 }],
    },
    {
      name: 'a client that is made at its first use',
      code: `${client}
        let mail: MailClient | undefined;
        const getMail = (): MailClient => (mail ??= new MailClient());
        export const login = (session: { token: string }): void => { getMail().setAccessToken(session.token); };
      `,
      neighbour: `${client}
        const getMail = (): MailClient => new MailClient();
        export const login = (session: { token: string }): void => { getMail().setAccessToken(session.token); };
      `,
      errors: [{ messageId: 'told', line: 11 }],
    },
    {
      name: 'a credential of one caller in the environment',
      code: 'export function use(user: { apiKey: string }): void { process.env.API_KEY = user.apiKey; }',
      neighbour: "export function use(user: { apiKey: string }): void { process.env.READY = 'yes'; void user; }",
      errors: [{ messageId: 'written', line: 1 }],
    },
    {
      name: 'a connection takes the console',
      code: `
        interface Connection { send(line: string): void }
        export function open(connection: Connection): void { console.warn = (line: string) => { connection.send(line); }; }
      `,
      neighbour: `
        export function open(): void { console.warn = (line: string) => { process.stderr.write(line); }; }
      `,
      errors: [{ messageId: 'replaced', line: 3 }],
    },
    {
      name: 'a helper closes over the request’s user',
      code: `
        declare const views: { registerHelper(name: string, run: () => string): void };
        export function show(user: { name: string }): void { views.registerHelper('me', () => user.name); }
      `,
      neighbour: `
        declare const views: { registerHelper(name: string, run: () => string): void };
        export function show(user: { name: string }): void { views.registerHelper('me', () => 'me'); void user; }
      `,
      errors: [{ messageId: 'told', line: 3 }],
    },
    {
      name: 'a setting of the session on a pooled connection',
      code: `${pool}
        export const enter = (tenantId: string): Promise<unknown> => pool.query(\`SET app.tenant = '\${tenantId}'\`);
      `,
      neighbour: `${pool}
        export const enter = (tenantId: string): Promise<unknown> => pool.query(\`SET LOCAL app.tenant = '\${tenantId}'\`);
      `,
      errors: [{ messageId: 'connection', line: 6 }],
    },
    {
      name: 'a borrowed connection goes back with its role',
      code: `${pool}
        export async function enter(userId: string): Promise<void> {
          const connection = await pool.connect();
          await connection.query("SELECT set_config('app.user', $1, false)", [userId]);
          connection.release();
        }
      `,
      neighbour: `${pool}
        export async function enter(userId: string): Promise<void> {
          const connection = await pool.connect();
          await connection.query("SELECT set_config('app.user', $1, true)", [userId]);
          connection.release();
        }
      `,
      errors: [{ messageId: 'connection', line: 8 }],
    },
  ],
});
