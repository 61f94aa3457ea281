import type { SignUpRule, WorkspaceSettings } from '@parley/protocol';

/** Some of the settings. */
export type SomeSettings = { [K in keyof WorkspaceSettings]?: WorkspaceSettings[K] | undefined };

/** What admins chose for the workspace. */
export type WorkspaceStore = {
  /** What somebody chose so far. Strongly consistent. */
  chosen(): Promise<SomeSettings>;
  /** Changes what is named; what is chosen then. */
  choose(to: SomeSettings): Promise<SomeSettings>;
};

/** How a workspace begins: before anybody is in, nobody can choose. */
export type Founding = {
  /** Whoever confirms this address becomes an owner. Lower case. */
  owner?: string;
  /** Who may make an account until an owner says otherwise. */
  signUp: SignUpRule;
};

/** Nobody gets in whom nobody let in. */
export const closedFounding: Founding = { signUp: 'invited' };

/** The settings as they are: what was chosen, else how it begins. */
export const settingsOf = (chosen: SomeSettings, { signUp }: Founding): WorkspaceSettings => ({
  name: chosen.name ?? 'Parley',
  signUp: chosen.signUp ?? signUp,
  domains: chosen.domains ?? [],
});
