type Policy = { createHTML(text: string): string | null };
type Factory = { createPolicy(name: string, policy: Policy): unknown };

/**
 * The page's only policy for text that a program would make markup of (Trusted Types): text without a `<` has none in it.
 * Mantine fills its style elements so; whatever else is tried is refused by the browser, script addresses above all.
 */
export const withoutMarkup: Policy = { createHTML: (text) => (text.includes('<') ? null : text) };

/** Makes it the default. Browsers that do not know Trusted Types go without. */
export const guardMarkup = (page: { trustedTypes?: Factory }): void => {
  page.trustedTypes?.createPolicy('default', withoutMarkup);
};
