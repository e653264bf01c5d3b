import type { Framework } from './framework.js';

/** Dependency-injection containers, and what makes them keep one instance for all requests. */
export const containers: Framework = {
  name: 'dependency-injection containers',
  singletonDecorators: [
    {
      type: { from: 'package', package: 'tsyringe', name: 'singleton' },
      source: 'tsyringe@4.10.0 dist/typings/decorators/singleton.d.ts: registers the class as a singleton in the global container',
    },
    {
      type: { from: 'package', package: 'typedi', name: 'Service' },
      source:
        'typedi@0.10.0 types/decorators/service.decorator.d.ts: registers the class in the global container; types/interfaces/service-metadata.interface.d.ts: only with `transient` each class that injects it has its own instance',
    },
    {
      type: { from: 'package', package: '@tsed/di', name: ['Controller', 'Injectable', 'Service'] },
      source:
        '@tsed/di@8.38.8 lib/types/common/domain/ProviderScope.d.ts: "One instance shared across the entire application (default)"',
    },
    {
      type: { from: 'package', package: 'routing-controllers', name: ['Controller', 'JsonController'] },
      source: 'routing-controllers@0.11.3 cjs/container.js: the default container keeps one instance of each controller',
    },
  ],
  singletonRegistrars: [
    {
      type: { from: 'package', package: 'tsyringe', name: 'registerSingleton' },
      source: 'tsyringe@4.10.0 dist/typings/types/dependency-container.d.ts: the container keeps the instance',
    },
    {
      type: { from: 'package', package: 'inversify', name: 'inSingletonScope' },
      source: 'inversify@6.2.2 lib/cjs/syntax/binding_in_syntax.d.ts: the container keeps the instance',
    },
    {
      type: { from: 'package', package: '@inversifyjs/container', name: 'inSingletonScope' },
      source:
        '@inversifyjs/container@3.1.3 lib/binding/models/BindingFluentSyntax.d.ts: inversify 7 and 8 re-export this package',
    },
    {
      type: { from: 'package', package: 'awilix', name: 'singleton' },
      source: 'awilix@13.0.5 lib/resolvers.d.ts: `asClass(C).singleton()` keeps one instance for each container',
    },
  ],
};
