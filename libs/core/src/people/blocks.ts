/** Whom people take no direct messages from. */
export type Blocks = {
  /** Blocks somebody, or lets them be heard again. May be repeated. */
  set(personId: string, other: string, isBlocked: boolean): Promise<void>;
  /** Whom this person blocked, by id; at most `limit`. Strongly consistent. */
  of(personId: string, limit: number): Promise<string[]>;
  /** Whether `personId` blocked `other`. Strongly consistent. */
  has(personId: string, other: string): Promise<boolean>;
};
