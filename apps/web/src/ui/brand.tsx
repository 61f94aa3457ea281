/** Parley's mark. It says nothing that the text beside it does not. */
export const Brand = ({ size = 28 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
    <rect width="32" height="32" rx="7" fill="var(--p-accent)" />
    <path
      d="M9 7h14a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3h-7l-5.2 4.4A.5.5 0 0 1 10 25v-4H9a3 3 0 0 1-3-3v-8a3 3 0 0 1 3-3Z"
      fill="var(--p-on-accent)"
    />
    <path d="M11 12.2h10M11 16h6.5" stroke="var(--p-accent)" strokeWidth="2" strokeLinecap="round" />
  </svg>
);
