/**
 * What became of a frame: `sent`; `gone`, that connection is no more; `slow`, its buffer is full or we are too fast;
 * `failed`, anything else. None of these is exceptional, so none is thrown.
 */
export type Sent = 'sent' | 'gone' | 'slow' | 'failed';

/** What became of a connection that was to be closed: `closed`, also where it was no more; `failed`, nobody knows. */
export type Closed = 'closed' | 'failed';

/** Puts text on connections, and ends them. It gives up after a deadline of its own, and never rejects. */
export type FrameSender = {
  send(connectionId: string, text: string): Promise<Sent>;
  close(connectionId: string): Promise<Closed>;
};
