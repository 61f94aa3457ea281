import * as z from 'zod';
import { fail } from './fault';
import type { Service } from './service';

/** Parses an input and answers it with the body of a reply, or throws a Fault. `gone` tells that nobody waits any more. */
export type Operation = (service: Service, input: unknown, gone: AbortSignal) => Promise<object>;

const complain = (issue: z.core.$ZodIssue): never => {
  const where = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const what = issue.keys.join(', ');
    fail('UnsupportedOperation', `This emulator does not play ${what}.`);
  }
  if (where === '') fail('SerializationException', 'The body is not a JSON object.');
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined'))
    fail('MissingRequiredParameterException', `The request must contain the parameter ${where}.`);
  if (issue.code === 'invalid_type') fail('SerializationException', `The value of ${where} is of the wrong type.`);
  return fail('InvalidParameterValueException', `The value of ${where} is invalid. Reason: ${issue.message}.`);
};

/**
 * An operation of the API: its input's schema and what it does. What the schema does not name is refused: a client that
 * relies on what is not played shall hear of it here.
 */
export const operation =
  <S extends z.ZodObject>(
    schema: S,
    run: (service: Service, input: z.output<S>, gone: AbortSignal) => Promise<object>,
  ): Operation =>
  async (service, input, gone) => {
    const parsed = schema.safeParse(input);
    if (parsed.success) return run(service, parsed.data, gone);
    const [issue] = parsed.error.issues;
    return issue ? complain(issue) : fail('SerializationException', 'The body could not be read.');
  };

export const QueueUrl = z.string().min(1);
export const ReceiptHandle = z.string().min(1);
/** 0 s to 12 h: ChangeMessageVisibility. */
export const VisibilityTimeout = z.int().min(0).max(43_200);
