// The shapes of the packages that the pages of the rules import, as far as their examples use them; test/fixtures has the agent SDKs.

declare module 'socket.io' {
  export class BroadcastOperator {
    to(room: string): BroadcastOperator;
    emit(event: string, ...data: unknown[]): boolean;
  }
  export class Socket {
    readonly handshake: { readonly auth: Record<string, unknown> };
    readonly broadcast: BroadcastOperator;
    join(room: string): Promise<void> | void;
    on(event: string, listener: (data: string) => void): this;
    emit(event: string, ...data: unknown[]): boolean;
  }
  export class Server {
    on(event: 'connection', listener: (socket: Socket) => void): this;
    to(room: string): BroadcastOperator;
    emit(event: string, ...data: unknown[]): boolean;
  }
}
declare module 'ws' {
  export class WebSocket {
    static readonly OPEN: 1;
    readonly readyState: number;
    send(data: string): void;
  }
  export class WebSocketServer {
    constructor(options: { port: number });
    readonly clients: Set<WebSocket>;
  }
}
declare module 'lru-cache' {
  export class LRUCache<Key, Value> {
    constructor(options: { max: number });
    get(key: Key): Value | undefined;
    set(key: Key, value: Value): this;
  }
}
declare module 'lodash' {
  export function memoize<F extends (...given: never[]) => unknown>(run: F, key?: (...given: Parameters<F>) => unknown): F;
}
declare module 'dataloader' {
  export default class DataLoader<Key, Value> {
    constructor(batch: (keys: readonly Key[]) => Promise<ArrayLike<Value>>);
    load(key: Key): Promise<Value>;
  }
}
declare module '@tanstack/query-core' {
  export class QueryClient {
    fetchQuery<Data>(options: { queryKey: readonly unknown[]; queryFn: () => Promise<Data> }): Promise<Data>;
  }
}
declare module '@tanstack/react-query' {
  export { QueryClient } from '@tanstack/query-core';
}
declare module 'redux' {
  export interface Store<State> {
    dispatch(action: { type: string; payload: State }): void;
    getState(): State;
  }
}
declare module '@reduxjs/toolkit' {
  import type { Store } from 'redux';
  export interface PayloadAction<Payload> {
    type: string;
    payload: Payload;
  }
  export interface EnhancedStore<State> extends Store<State> {}
  export function configureStore<State>(options: {
    reducer: (state: State | undefined, action: PayloadAction<State>) => State;
  }): EnhancedStore<State>;
}
declare module 'zustand/vanilla' {
  export interface StoreApi<State> {
    setState(state: State): void;
    getState(): State;
  }
  export function createStore<State>(first: () => State): StoreApi<State>;
}
declare module '@nestjs/common' {
  export enum Scope {
    DEFAULT,
    TRANSIENT,
    REQUEST,
  }
  export function Injectable(options?: { scope?: Scope }): ClassDecorator;
}
declare module '@modelcontextprotocol/sdk/server/streamableHttp.js' {
  export class StreamableHTTPServerTransport {
    constructor(options: { sessionIdGenerator: (() => string) | undefined });
    handleRequest(request: object, response: object, body?: unknown): Promise<void>;
  }
}
declare module '@langchain/core/chat_history' {
  export class InMemoryChatMessageHistory {
    addUserMessage(text: string): Promise<void>;
    getMessages(): Promise<object[]>;
  }
}
declare module '@supabase/supabase-js' {
  export class SupabaseAuthClient {
    setSession(session: { access_token: string; refresh_token: string }): Promise<unknown>;
  }
  export class SupabaseClient {
    readonly auth: SupabaseAuthClient;
    from(table: string): { select(): PromiseLike<{ data: unknown[] | null }> };
  }
  export function createClient(
    url: string,
    key: string,
    options?: { global: { headers: Record<string, string> } },
  ): SupabaseClient;
}
declare module 'i18next' {
  export interface i18n {
    changeLanguage(language: string): Promise<unknown>;
    getFixedT(language: string): (key: string) => string;
    t(key: string): string;
  }
  const i18next: i18n;
  export default i18next;
}
declare module 'express' {
  export interface Request {
    readonly headers: Record<string, string | undefined>;
  }
  export interface Response {
    readonly locals: Record<string, unknown>;
    render(view: string): void;
  }
  export interface Express {
    set(name: string, value: unknown): this;
    get(path: string, handler: (request: Request, response: Response) => void): void;
  }
  export default function express(): Express;
}
declare module 'pg' {
  export class PoolClient {
    query(sql: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
    release(): void;
  }
  export class Pool {
    query(sql: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
    connect(): Promise<PoolClient>;
  }
}
declare module 'zod' {
  export interface ZodType<Output> {
    parse(value: unknown): Output;
  }
  export const z: {
    object<Shape extends Record<string, ZodType<unknown>>>(
      shape: Shape,
    ): ZodType<{ [Name in keyof Shape]: Shape[Name] extends ZodType<infer Output> ? Output : never }>;
    string(): ZodType<string>;
  };
}
declare module 'ai' {
  import type { ZodType } from 'zod';
  export function tool<Input, Output>(definition: {
    description: string;
    inputSchema: ZodType<Input>;
    execute: (input: Input, options: { toolCallId: string }) => Promise<Output>;
  }): object;
}
declare module 'axios' {
  interface Axios {
    defaults: { headers: { common: Record<string, unknown> } };
    get(url: string, options?: { headers: Record<string, string> }): Promise<{ data: unknown }>;
  }
  const axios: Axios;
  export default axios;
}
