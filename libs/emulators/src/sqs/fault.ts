/** The errors of the service that this emulator answers with, each with the code of the older query protocol. */
const queryCodes = {
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  InternalError: 'InternalError',
  InvalidBatchEntryId: 'AWS.SimpleQueueService.InvalidBatchEntryId',
  InvalidMessageContents: 'InvalidMessageContents',
  InvalidParameterValueException: 'InvalidParameterValue',
  MessageNotInflight: 'AWS.SimpleQueueService.MessageNotInflight',
  MissingRequiredParameterException: 'MissingParameter',
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  ReceiptHandleIsInvalid: 'ReceiptHandleIsInvalid',
  RequestEntityTooLargeException: 'RequestEntityTooLarge',
  SerializationException: 'SerializationException',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  UnknownOperationException: 'UnknownOperation',
  UnsupportedOperation: 'AWS.SimpleQueueService.UnsupportedOperation',
} as const;
export type FaultCode = keyof typeof queryCodes;

/** A refusal in the service's own words; anything else that is thrown is a bug and leaves as a 500 without details. */
export class Fault extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Refuses the request, or the entry of a batch, that is being handled. */
export function fail(code: FaultCode, message: string): never {
  throw new Fault(code, message);
}

/** The code by which clients of the query protocol, and entries of a batch, know an error. */
export const queryCodeOf = ({ code }: Fault): string => (queryCodes as Record<string, string>)[code] ?? code;
