/**
 * What became of a frame: `sent`; `gone`, that connection is no more; `slow`, its buffer is full or we are too fast;
 * `failed`, anything else. None of these is exceptional, so none is thrown.
 */
export type Sent = 'sent' | 'gone' | 'slow' | 'failed';

/** Puts text on a connection. It gives up after a deadline of its own. */
export type FrameSender = { send(connectionId: string, text: string): Promise<Sent> };
