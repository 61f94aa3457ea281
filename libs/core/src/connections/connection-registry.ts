/** One connection of a person: how to reach it, until when, and what it shows. */
export type Lease = {
  connectionId: string;
  /** ms since 1970; ignored from then on */
  expires: number;
  /** The sign-in that it belongs to, and when that was: what ends it ends the connection (DEL-6). */
  sessionId: string;
  authTime: number;
  /** The conversation that it has open, if any: signals come for that one alone (DEL-4). */
  open?: string;
};

/** Who is reachable where. Leases heal: an expired one is ignored, and swept at its person's next hello. */
export type ConnectionRegistry = {
  /**
   * Writes a lease, and sweeps those of the person that expired before `now`. One of the same connection that lasts
   * longer stays as it is: it was renewed. When the lease that stands then expires.
   */
  open(personId: string, lease: Lease, now: number): Promise<number>;
  /**
   * Prolongs a lease that has not expired at `now` until `expires`, and shortens none. When it expires then; undefined
   * where there is none, or where it has run out: none is made, and none comes back.
   */
  renew(personId: string, connectionId: string, expires: number, now: number): Promise<number | undefined>;
  /** Lets a lease expire at `now`: nothing is sent there any more, and it can be found until it is removed. */
  end(personId: string, connectionId: string, now: number): Promise<void>;
  /** Notes what that connection has open, or that it has nothing open. False where it has no lease: none is made. */
  focus(personId: string, connectionId: string, conversationId: string | undefined): Promise<boolean>;
  /** Removes exactly that connection; nothing happens if it is not there. */
  close(personId: string, connectionId: string): Promise<void>;
  /** The leases of these people, expired ones included. Strongly consistent. */
  leases(personIds: readonly string[]): Promise<Map<string, Lease[]>>;
};
