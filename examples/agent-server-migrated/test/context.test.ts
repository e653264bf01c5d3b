import { describe, expect, it } from 'vitest';
import { UserExecutionContext } from '../src/context.js';

const fields = { userId: 'alice', threadId: 'spring-review', runId: 'run-17' };

describe('UserExecutionContext', () => {
  it.each(['', '  ', 'default', 'None', 'temp_17'])(
    'refuses %j as a user id',
    (userId) => {
      expect(() => UserExecutionContext.create({ ...fields, userId })).toThrow(
        /userId/,
      );
    },
  );

  it('refuses identity in the data objects', () => {
    const agentContext = { userId: 'bob' };
    expect(() =>
      UserExecutionContext.create({ ...fields, agentContext }),
    ).toThrow(/reserved/);
  });

  it('copies the data objects and freezes them at every level', () => {
    const agentContext = { options: { services: ['compute'] } };
    const context = UserExecutionContext.create({ ...fields, agentContext });
    agentContext.options.services.push('storage');
    expect(context.agentContext).toEqual({
      options: { services: ['compute'] },
    });
    expect(Object.isFrozen(context.agentContext.options)).toBe(true);
  });

  it('gives children the same user and a request id of their own', () => {
    const parent = UserExecutionContext.create(fields);
    const child = parent.createChild({ step: 'triage' });
    expect(child).toMatchObject({ ...fields, operationDepth: 1 });
    expect(child.parentRequestId).toBe(parent.requestId);
    expect(child.requestId).not.toBe(parent.requestId);
    expect(child.scopedKey('cache')).not.toBe(parent.scopedKey('cache'));
  });

  it('limits the depth of children', () => {
    let context = UserExecutionContext.create(fields);
    for (let depth = 1; depth <= 10; depth += 1) {
      context = context.createChild();
    }
    expect(() => context.createChild()).toThrow(RangeError);
  });
});
