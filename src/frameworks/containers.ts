import type { Framework } from './framework.js';

/** Dependency-injection containers, and what makes them keep one instance for all requests. */
export const containers: Framework = {
  name: 'dependency-injection containers',
  singletonDecorators: [
    {
      type: { from: 'package', package: 'tsyringe', name: 'singleton' },
      source: 'tsyringe@4 dist/typings/decorators/singleton.d.ts: registers the class as a singleton in the global container',
    },
    {
      type: { from: 'package', package: 'typedi', name: 'Service' },
      source: 'typedi@0.10 types/decorators/service.decorator.d.ts: one instance for each container, of which there is a global one',
    },
    {
      type: { from: 'package', package: '@tsed/di', name: ['Controller', 'Injectable', 'Service'] },
      source: '@tsed/di@7 decorators: ProviderScope.SINGLETON is the default scope',
    },
    {
      type: { from: 'package', package: 'routing-controllers', name: ['Controller', 'JsonController'] },
      source: 'routing-controllers@0.10 container.ts: the default container keeps one instance of each controller',
    },
  ],
  singletonRegistrars: [
    {
      type: { from: 'package', package: 'tsyringe', name: 'registerSingleton' },
      source: 'tsyringe@4 dist/typings/types/dependency-container.d.ts',
    },
    {
      type: { from: 'package', package: 'inversify', name: 'inSingletonScope' },
      source: 'inversify@6 lib/syntax/binding_in_syntax.d.ts',
    },
    {
      type: { from: 'package', package: '@inversifyjs/container', name: 'inSingletonScope' },
      source: 'inversify@7 takes its binding syntax from this package',
    },
    {
      type: { from: 'package', package: 'awilix', name: 'singleton' },
      source: 'awilix@12 lib/resolvers.d.ts: `asClass(C).singleton()` keeps one instance for each container',
    },
  ],
};
