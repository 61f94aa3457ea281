/** One connection of a person: how to reach it, until when, and what it shows. */
export type Lease = {
  connectionId: string;
  /** ms since 1970; ignored from then on */
  expires: number;
  /** The conversation that it has open, if any: signals come for that one alone (DEL-4). */
  open?: string;
};

/** Who is reachable where. Leases heal: an expired one is ignored, and swept at its person's next hello. */
export type ConnectionRegistry = {
  /** Writes a lease, and sweeps those of the person that expired before `now`. */
  open(personId: string, lease: Lease, now: number): Promise<void>;
  /** Notes what that connection has open, or that it has nothing open. False where it has no lease: none is made. */
  focus(personId: string, connectionId: string, conversationId: string | undefined): Promise<boolean>;
  /** Removes exactly that connection; nothing happens if it is not there. */
  close(personId: string, connectionId: string): Promise<void>;
  /** The leases of these people, expired ones included. Strongly consistent. */
  leases(personIds: readonly string[]): Promise<Map<string, Lease[]>>;
};
