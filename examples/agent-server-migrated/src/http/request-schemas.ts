import { z } from 'zod';
import { MAIN_THREAD } from '../utilities/run-defaults.js';

/** Body of POST /runs. */
export const submissionSchema = z.object({
  request: z.string().trim().min(1),
  threadId: z.string().trim().min(1).default(MAIN_THREAD),
  tags: z.array(z.string()).default([]),
  agentInput: z
    .object({
      notes: z.string().optional(),
      services: z.array(z.string()).optional(),
    })
    .optional(),
  requireApproval: z.boolean().default(false),
});

/** Body of POST /runs/:runId/delegate. */
export const delegationSchema = z.object({
  to: z.string(),
  task: z.string().trim().min(1),
});

/** Body of POST /assistant/messages. */
export const assistantMessageSchema = z.object({
  text: z.string().trim().min(1),
});

/** Body of POST /synthetic-data. */
export const syntheticDataSchema = z.object({
  description: z.string().trim().min(1),
});

/** The run id in a path. */
export const runIdSchema = z.uuid();
