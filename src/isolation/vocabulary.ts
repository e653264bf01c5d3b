/**
 * What the names of variables, properties and types tell. A name is never enough for a report: it decides only about
 * values of which the data flow says that they come from a caller.
 */

/** Splits a name into lower-case words: `currentUserId` → `current user id`. */
export function wordsOf(name: string): string[] {
  // Most names are one word, and most of the time went into these expressions.
  if (/^[a-z]+$/u.test(name)) {
    return [name];
  }
  return name
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

/** Whether a property has the name of a context, or of the type of its own: `context`, and `holder` of a `HolderContext`. */
export function isContextName(name: string, typeName: string): boolean {
  const telling = new Set(['context', 'ctx', ...wordsOf(typeName)]);
  return wordsOf(name).some((word) => telling.has(word));
}

/** Whom data can belong to (signals.md, signals 4 and 5). */
const owners: ReadonlySet<string> = new Set([
  'account',
  'actor',
  'caller',
  'chat',
  'client',
  'connection',
  'conversation',
  'customer',
  'member',
  'org',
  'organisation',
  'organization',
  'owner',
  'principal',
  'request',
  'session',
  'sid',
  'socket',
  'subject',
  'tenant',
  'thread',
  'user',
  'viewer',
  'visitor',
  'workspace',
]);

/** What makes the name of an owner the name of its identity. */
const identifiers: ReadonlySet<string> = new Set(['email', 'id', 'ids', 'identifier', 'identity', 'key', 'name', 'ref', 'uid', 'uuid']);

/** Words for persons, groups and what is theirs, which need no word for an identifier beside them. */
const people: ReadonlySet<string> = new Set([
  'account',
  'accountholder',
  'applicant',
  'attendee',
  'beneficiary',
  'borrower',
  'buyer',
  'cardholder',
  'caregiver',
  'citizen',
  'claimant',
  'customer',
  'debtor',
  'depositor',
  'diner',
  'doctor',
  'donor',
  'employee',
  'freelancer',
  'gamer',
  'guest',
  'homeowner',
  'investor',
  'landlord',
  'learner',
  'lender',
  'lessee',
  'login',
  'member',
  'nickname',
  'nurse',
  'passenger',
  'patient',
  'payee',
  'payer',
  'person',
  'physician',
  'player',
  'policyholder',
  'principal',
  'pupil',
  'renter',
  'rider',
  'seller',
  'session',
  'shareholder',
  'shopper',
  'student',
  'subscriber',
  'teacher',
  'tenant',
  'trader',
  'traveler',
  'traveller',
  'tutor',
  'user',
  'username',
  'viewer',
  'visitor',
  'volunteer',
  'voter',
]);

/** Words for people and organisations that mean something else, too: only with a word for an identifier beside them. */
const parties: ReadonlySet<string> = new Set([
  'agency',
  'author',
  'branch',
  'clinic',
  'company',
  'dealer',
  'driver',
  'family',
  'firm',
  'holder',
  'hospital',
  'household',
  'institution',
  'merchant',
  'partner',
  'practice',
  'school',
  'shop',
  'vendor',
]);

/** What makes a word for a person the number of one: `employeeNo`. Of a connection or a thread it would only count. */
const numbers: ReadonlySet<string> = new Set(['no', 'nr', 'num', 'number']);

/** Members by which a type shows that it describes a person. */
const personalMembers: ReadonlySet<string> = new Set(['email', 'nickname', 'phone', 'ssn', 'uid', 'username']);

const credentials: ReadonlySet<string> = new Set([
  'authorization',
  'bearer',
  'cookie',
  'cookies',
  'credential',
  'credentials',
  'jwt',
  'passphrase',
  'password',
  'secret',
  'token',
]);

/** What users write and are answered. */
const content: ReadonlySet<string> = new Set([
  'conversation',
  'conversations',
  'email',
  'history',
  'histories',
  'memories',
  'message',
  'messages',
  'profile',
  'prompt',
  'transcript',
]);

/** Words of settings that a program is started with: who sets them first matters to nobody (signals.md, signal 7). */
const configuration: ReadonlySet<string> = new Set([
  'app',
  'base',
  'cfg',
  'conf',
  'config',
  'configuration',
  'dir',
  'directory',
  'dsn',
  'env',
  'environment',
  'factory',
  'file',
  'filename',
  'host',
  'level',
  'logger',
  'model',
  'opts',
  'options',
  'params',
  'path',
  'port',
  'provider',
  'region',
  'root',
  'schema',
  'settings',
  'uri',
  'url',
  'version',
]);

/** What makes a key one that opens something: `apiKey`, `deployKey`. */
const keyOwners: ReadonlySet<string> = new Set(['access', 'api', 'auth', 'deploy', 'encryption', 'private', 'secret', 'signing', 'ssh']);

function endsWithCredential(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  return credentials.has(last) || (last === 'key' && keyOwners.has(before));
}

/** Whether a name says a credential: `accessToken`, `apiKey`, `cookie`. */
export function isCredentialName(name: string): boolean {
  return endsWithCredential(wordsOf(name));
}

/**
 * Whether a name says who somebody is: `userId`, `tenant`, `sessionKey`; or a credential, which says it too.
 *
 * @param additional Names that the user's settings list.
 */
export function isIdentityName(name: string, additional: readonly string[] = []): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  return (
    additional.includes(name) ||
    people.has(last) ||
    words.includes('uid') ||
    last === 'sid' ||
    (identifiers.has(last) &&
      words
        // `userStateKey` is the key of a state; `userExternalId` is still the user's.
        .slice(last === 'key' || last === 'name' || last === 'ref' ? -2 : 0, -1)
        .some((word) => owners.has(word) || people.has(word) || parties.has(word))) ||
    (numbers.has(last) && words.slice(0, -1).some((word) => people.has(word) || parties.has(word))) ||
    endsWithCredential(words)
  );
}

/** Whether a member's name shows that its type describes a person, or what belongs to one: `userId`, `email`. */
export function isPersonalMemberName(name: string): boolean {
  const last = wordsOf(name).at(-1) ?? '';
  return personalMembers.has(last) || (isIdentityName(name) && !isCredentialName(name));
}

/** Whether a name says what users write and are answered: `messages`, `prompt`. */
export function isContentName(name: string): boolean {
  return content.has(wordsOf(name).at(-1) ?? '');
}

/** Whether a name says an identity, a credential, or something of a person's: `userTier`. */
export function isPersonalName(name: string, additional: readonly string[] = []): boolean {
  return isIdentityName(name, additional) || wordsOf(name).some((word) => people.has(word));
}

/** Whether a name says data of one user: an identity, a credential, or what users write and are answered. */
export function isUserDataName(name: string, additional: readonly string[] = []): boolean {
  return isPersonalName(name, additional) || isContentName(name);
}

/** What a shared object can be told of the one whom it works for, beside identities and credentials. */
const preferences: ReadonlySet<string> = new Set(['culture', 'header', 'headers', 'impersonation', 'lang', 'language', 'locale', 'timezone']);

/** What makes an object work for somebody, beside credentials: `setSecurity`, `useAuth`. */
const proofs: ReadonlySet<string> = new Set(['auth', 'authentication', 'identity', 'login', 'security']);

const settingVerbs: ReadonlySet<string> = new Set(['assume', 'change', 'identify', 'impersonate', 'set', 'switch', 'update', 'use']);

/**
 * Whether the name of a method says that its object works, from then on, for the one whom it is told: `setAccessToken`,
 * `changeLanguage`, `setTenant`, `identify`.
 */
export function isAdoptingName(name: string): boolean {
  const [verb = '', ...rest] = wordsOf(name);
  if (verb === 'identify' || verb === 'impersonate') {
    return true;
  }
  const last = rest.at(-1) ?? '';
  return (
    (settingVerbs.has(verb) || (verb === 'default' && rest.length > 0)) &&
    (rest.some((word) => credentials.has(word.replace(/s$/u, '')) || credentials.has(word) || people.has(word)) ||
      endsWithCredential(rest) ||
      isIdentityName(rest.join('_')) ||
      preferences.has(last) ||
      proofs.has(last))
  );
}

const settings: ReadonlySet<string> = new Set(['config', 'configure', 'defaults', 'options']);

/** Whether the name of a method says that it sets how its object works from then on: `client.options({ … })`. */
export function isSettingsName(name: string): boolean {
  const words = wordsOf(name);
  return settings.has(words.at(-1) ?? '') && (words.length === 1 || settingVerbs.has(words[0] ?? ''));
}

/** Whether a name says what proves who somebody is: `auth`, `accessToken`. */
export function isProofName(name: string): boolean {
  return isCredentialName(name) || proofs.has(wordsOf(name).at(-1) ?? '');
}

/** What a key can be of that people share on purpose, or that belongs to one piece of work (signals.md, signal 4). */
const scopes: ReadonlySet<string> = new Set([
  'cart',
  'channel',
  'device',
  'env',
  'environment',
  'game',
  'group',
  'job',
  'lobby',
  'match',
  'order',
  'project',
  'room',
  'run',
  'stream',
  'subscription',
  'task',
  'team',
  'ticket',
  'transport',
]);

/** Whether a name says a key that keeps people apart, or that is of something they share on purpose: `roomId`, `jobId`. */
export function isScopeName(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  return scopes.has(last) || (identifiers.has(last) && words.slice(0, -1).some((word) => scopes.has(word) || owners.has(word)));
}

/** Whether a name says the identifier of the thing itself: `id`, `uuid`, `taskId`. */
export function isOwnIdName(name: string): boolean {
  const last = wordsOf(name).at(-1) ?? '';
  return last === 'id' || last === 'uuid' || last === 'uid' || last === 'key';
}

/** Whether a name says a language, a time zone or a header, and nothing else: `locale`, and not `getLanguage`. */
export function isPreferenceName(name: string): boolean {
  return preferences.has(name.toLowerCase());
}

const askers: ReadonlySet<string> = new Set(['actor', 'caller', 'requester']);

/** Whether a name says the one on whose behalf something is done: `actor`. */
export function isAskerName(name: string): boolean {
  return askers.has(wordsOf(name).at(-1) ?? '');
}

/** What a server calls those who are connected to it. */
const connections: ReadonlySet<string> = new Set([
  'client',
  'connection',
  'conn',
  'controller',
  'listener',
  'participant',
  'peer',
  'reply',
  'res',
  'response',
  'session',
  'socket',
  'sse',
  'stream',
  'subscriber',
  'transport',
  'watcher',
  'websocket',
  'ws',
]);

/** Whether a name says one or several who are connected: `clients`, `sseStreams`, `peer`. */
export function isConnectionName(name: string): boolean {
  const last = wordsOf(name).at(-1) ?? '';
  return [last, last.replace(/s$/u, '')].some((word) => connections.has(word) || people.has(word));
}

/** Whether a name says something that one user or client holds: `session`, `userSocket`, `connection`. */
export function isOwnerName(name: string): boolean {
  const last = wordsOf(name).at(-1) ?? '';
  return owners.has(last) && last !== 'client' && last !== 'subject';
}

/** Whether a name says a setting that the program is started with. */
export function isConfigurationName(name: string): boolean {
  const words = wordsOf(name);
  return configuration.has(words.at(-1) ?? '') || words[0] === 'default';
}

/** The last words of types whose values are kept for one user, run or conversation (signals.md, signal 6). */
const stateTypes: ReadonlySet<string> = new Set([
  ...people,
  'cart',
  'claims',
  'context',
  'ctx',
  'credentials',
  'history',
  'identity',
  'memory',
  'message',
  'messages',
  'profile',
  'request',
  'run',
  'state',
  'token',
]);

/** Whether the name of a type says that its values are one user's. */
export function isUserDataTypeName(name: string): boolean {
  const words = wordsOf(name);
  return stateTypes.has(words.at(-1) ?? '') || words[0] === 'user';
}

/** The last words of types whose values every user may share (signals.md, signal 6). */
const processWideTypes: ReadonlySet<string> = new Set([
  'client',
  'config',
  'connection',
  'counter',
  'emitter',
  'gauge',
  'histogram',
  'logger',
  'meter',
  'mutex',
  'options',
  'pool',
  'queue',
  'registry',
  'schema',
  'semaphore',
  'settings',
  'timeout',
  'timer',
  'tracer',
]);

/** Whether the name of a type says that its values belong to the process: clients, pools, metrics. */
export function isProcessWideTypeName(name: string): boolean {
  return processWideTypes.has(wordsOf(name).at(-1) ?? '');
}

/** Words of functions that make a value, rather than find the one of whoever calls. */
const making: ReadonlySet<string> = new Set([
  'anonymous', 'background', 'blank', 'build', 'construct', 'create', 'default', 'dummy', 'empty', 'fake', 'fresh', 'make',
  'mock', 'new', 'nobody', 'none', 'placeholder', 'stub', 'system', 'todo',
]);

/** Whether the name of a function says that it makes something: `createContext`, `emptyContext`. */
export function saysThatItMakes(name: string): boolean {
  return wordsOf(name).some((word) => making.has(word));
}
