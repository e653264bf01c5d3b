import type { TargetedSend } from '../../isolation/broadcast.js';
import type { Forwarded } from '../../isolation/forwarding.js';
import type { HarmlesslyKept } from '../../isolation/kept-identity.js';
import type { Harmless } from '../../isolation/leak.js';
import type { ContextCovered } from '../../isolation/missing-context.js';
import type { OtherWrite } from '../../isolation/slot.js';
import type { ScopedEntry } from '../../isolation/unscoped-cache.js';

const startUp = 'it runs only while the program starts, before anybody is served';
const browser = 'it runs only in a browser, which serves one user';
const nobodys = "nothing of it is one user's";

/** Why nothing is reported in a file with `'use client'`. */
export const clientFile = 'the rules skip this file, which says that it runs in a browser';

/** Why a write is none to what all users share. */
export const otherWriteTexts: Readonly<Record<Exclude<OtherWrite['otherBecause'], 'gone-with-request'>, string>> = {
  foreign: 'no rule judges what is put into an object of this kind',
  'global-object': 'the global object as a whole is no slot',
  'no-collection': 'the called method is not that of an array, a `Map` or a `Set`, so what it keeps, and for whom, is its own affair',
};

/** Why a write to what outlives the request is harmless. */
export const harmlessTexts: Readonly<Record<Harmless['harmlessBecause'], string>> = {
  answered: 'each entry brings the promise by which it is answered, so the answer goes to the one who brought it',
  browser,
  compared: 'what was kept is compared with the new input before it is used, and made anew where they differ',
  construction: 'a constructor fills its own object; whether that object is shared is judged where it is made',
  filtered: 'what stays is what was in it before; who put it there is judged at that place',
  generic: 'a class with type parameters keeps what it is given for whoever made it',
  impersonal: 'its type says nothing about anybody, as with numbers, dates and functions',
  latch: 'it is only tested, and never given on',
  'looked-up': 'the collection is only asked for what a caller names, as a keyed one is',
  'never-read': 'nobody reads it',
  nobodys,
  operators: 'only those who run the service can set it: everybody else is turned away before',
  'process-wide': 'the settings or the built-in data say that all users may share values of this type',
  'process-wide-name': 'the name of its type says that all users may share it',
  'read-at-start-up': 'only code that runs while the program starts reads it',
  setting: 'the name says a setting of the whole process, which start-up code makes',
  'start-up': startUp,
  'taken-out': 'what is put in is taken out again: it is handed on, and not kept',
};

/** Why nobody is given another's entry of a keyed storage. */
export const scopedTexts: Readonly<Record<ScopedEntry['scopedBecause'], string>> = {
  browser,
  compared: 'the function compares whose the entry is with who asks',
  nobodys: 'nothing that is kept there depends on an identity that the key leaves out',
  'object-key': 'the key keeps users apart',
  separating: 'the key keeps users apart',
  'start-up': startUp,
  'unique-key': 'the key keeps users apart',
};

/** Why an object of a package or the platform may be given a value. */
export const harmlesslyKeptTexts: Readonly<Record<HarmlesslyKept['harmlessBecause'], string>> = {
  browser,
  impersonal: harmlessTexts.impersonal,
  nobodys,
  'process-wide': 'all users share what it comes from, or may share what it goes into',
  setting: 'the name of the function says a setting of the whole process, which start-up code makes',
  'start-up': startUp,
};

/** Why what is sent to several connections reaches nobody that it is not for. */
export const targetedTexts: Readonly<Record<TargetedSend['targetedBecause'], string>> = {
  asked: 'a condition on the way asks whose the connection is',
  browser,
  nobodys,
  operators: 'only those who run the service can send it: everybody else is turned away before',
  'own-payload': 'each connection is sent what is made of itself',
  'start-up': startUp,
};

/** Why a call that runs a tool or requires a context lacks none. */
export const coveredTexts: Readonly<Record<ContextCovered['coveredBecause'], string>> = {
  ambient: 'the library keeps the context in async-local storage while it runs the function around the call',
  given: 'the call is given a context',
  'in-reach': 'a context is in reach',
  'not-asked': 'no type that the settings name as a context is declared in the project, and the call takes none or is made for its user',
  'start-up': 'the call happens while the program starts, for nobody in particular',
  unknown: 'a function around the call has a parameter of which nothing is known, and it may be a context',
};

/** Why a call that takes a context is right with what it is given. */
export const forwardedTexts: Readonly<Record<Forwarded['forwardedBecause'], string>> = {
  'found-by-itself': 'the called function looks the context up where none is given',
  'handed-on': 'the context goes into the call by another way: in another argument, or in what is called',
  'left-to-library': 'the library sees to its own contexts here',
  'log-line': 'it writes a line of a log, and does nothing for anybody',
  'makes-context': 'the call makes a context',
  'none-in-reach': 'no context is in reach that could stand there',
  passed: 'the context is passed on',
};
