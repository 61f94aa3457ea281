// What a browser offers that refuses storage: it works, and forgets with the page.
const memoryStorage = (): Storage => {
  const held = new Map<string, string>();
  return {
    get length() {
      return held.size;
    },
    clear: () => held.clear(),
    getItem: (name) => held.get(name) ?? null,
    key: (index) => [...held.keys()][index] ?? null,
    removeItem: (name) => void held.delete(name),
    setItem: (name, value) => void held.set(name, value),
  };
};

/** The browser's local storage, or where that is refused (UX-PWA-6) one that lives as long as the page. */
export const deviceStorage = (): Storage => {
  try {
    const { localStorage } = window;
    localStorage.getItem('parley');
    return localStorage;
  } catch {
    return memoryStorage();
  }
};
