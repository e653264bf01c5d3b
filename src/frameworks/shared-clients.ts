import type { Framework } from './framework.js';

/** Clients, template engines and telemetry of which a server has one, and what they keep of whom they are told. */
export const sharedClients: Framework = {
  name: 'clients that keep an identity',
  onePerServerTypes: [
    {
      type: { from: 'package', package: 'express', name: ['Application', 'Express'] },
      source: '@types/express@5.0.6 index.d.ts: `request.app` is the one application',
    },
    {
      type: { from: 'package', package: 'express-serve-static-core', name: ['Application', 'Express'] },
      source: '@types/express-serve-static-core@5.1.3 index.d.ts: what `express()` gives, and `request.app`',
    },
    {
      type: { from: 'package', package: 'koa', name: 'Application' },
      source: '@types/koa@3.0.3 index.d.ts: `ctx.app` is the one application',
    },
    {
      type: { from: 'package', package: 'fastify', name: 'FastifyInstance' },
      source: 'fastify@5.12.8 types/instance.d.ts: `request.server` is the one server',
    },
  ],
  keepingMethods: [
    {
      type: { from: 'package', package: 'undici', name: 'setGlobalDispatcher' },
      methods: [],
      inModule: true,
      source: 'undici@6.29.1 types/global-dispatcher.d.ts: all later requests of the process go through it',
    },
    {
      type: { from: 'package', package: 'before-after-hook', name: ['HookCollection', 'HookSingular'] },
      methods: ['after', 'before', 'error', 'wrap'],
      source: 'before-after-hook@4.0.0 index.d.ts: hooks of Octokit, called for all later requests of the instance',
    },
    {
      type: { from: 'package', package: 'axios', name: 'AxiosInterceptorManager' },
      methods: ['use'],
      source: 'axios@1.21.1 index.d.ts: an interceptor is called for all later requests of the instance',
    },
    {
      type: { from: 'package', package: 'nunjucks', name: 'Environment' },
      methods: ['addGlobal'],
      source: '@types/nunjucks@3.2.6 index.d.ts: addGlobal(name, value): all templates of the environment see it',
    },
    {
      type: { from: 'package', package: 'express', name: ['Application', 'Express'] },
      methods: ['set', 'engine'],
      source: '@types/express@5.0.6 index.d.ts: settings of the application, for all requests',
    },
    {
      type: { from: 'package', package: 'express-serve-static-core', name: ['Application', 'Express'] },
      methods: ['set', 'engine'],
      source: '@types/express-serve-static-core@5.1.3 index.d.ts: settings of the application, for all requests',
    },
    {
      type: { from: 'package', package: 'fastify', name: 'FastifyInstance' },
      methods: ['decorate'],
      source: 'fastify@5.12.8 types/instance.d.ts: a member of the one server',
    },
    {
      type: { from: 'package', package: '@supabase/auth-js', name: 'GoTrueClient' },
      methods: ['exchangeCodeForSession', 'setSession', 'signInAnonymously', 'signInWithIdToken', 'signInWithPassword', 'signUp', 'verifyOtp'],
      source:
        '@supabase/auth-js@2.109.0 dist/module/GoTrueClient.d.ts: the session stays in the client and goes with its later requests; AuthClient is another name of the class; corpus 022',
    },
    {
      type: { from: 'package', package: '@supabase/supabase-js', name: 'SupabaseAuthClient' },
      methods: ['exchangeCodeForSession', 'setSession', 'signInAnonymously', 'signInWithIdToken', 'signInWithPassword', 'signUp', 'verifyOtp'],
      source: '@supabase/supabase-js@2.109.0 dist/index.d.mts: extends GoTrueClient; what `client.auth` is',
    },
    {
      type: { from: 'package', package: 'pocketbase', name: ['BaseAuthStore', 'LocalAuthStore', 'AsyncAuthStore'] },
      methods: ['save', 'loadFromCookie'],
      source: 'pocketbase@0.28.1 dist/pocketbase.es.d.ts: `client.authStore` is read by every request of the client',
    },
    {
      type: { from: 'package', package: 'pocketbase', name: 'RecordService' },
      methods: ['authWithPassword', 'authWithOAuth2Code', 'authWithOTP'],
      source:
        'pocketbase@0.28.1 dist/pocketbase.es.d.ts: "On success, this method also automatically updates the client\'s AuthStore data"',
    },
    {
      type: {
        from: 'package',
        package: '@firebase/auth',
        name: ['signInWithCredential', 'signInWithCustomToken', 'signInWithEmailAndPassword', 'updateCurrentUser'],
      },
      methods: [],
      source: '@firebase/auth@1.13.6 dist/auth-public.d.ts: the user becomes `auth.currentUser` of the first argument',
    },
    {
      type: { from: 'package', package: 'google-auth-library', name: ['AuthClient', 'OAuth2Client'] },
      methods: ['setCredentials'],
      source: 'google-auth-library@10.9.1 build/src/auth/authclient.d.ts: the credentials go with all requests of the client',
    },
    {
      type: { from: 'package', package: 'i18next', name: 'i18n' },
      methods: ['changeLanguage', 'setDefaultNamespace'],
      source: 'i18next@26.7.2 index.d.ts: the language of the instance; `getFixedT` and `cloneInstance` are of one request; corpus 075',
    },
  ],
};
