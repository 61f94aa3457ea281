/** One connection of a person: how to reach it, and until when. */
export type Lease = { connectionId: string; /** ms since 1970; ignored from then on */ expires: number };

/** Who is reachable where. Leases heal: an expired one is ignored, and swept at its person's next hello. */
export type ConnectionRegistry = {
  /** Writes a lease, and sweeps those of the person that expired before `now`. */
  open(personId: string, lease: Lease, now: number): Promise<void>;
  /** Removes exactly that connection; nothing happens if it is not there. */
  close(personId: string, connectionId: string): Promise<void>;
  /** The leases of these people, expired ones included. Strongly consistent. */
  leases(personIds: readonly string[]): Promise<Map<string, Lease[]>>;
};
