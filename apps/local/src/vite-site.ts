import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import type { RequestListener, Server } from 'node:http';
import { join } from 'node:path';

const apps = ['websocket', 'http', 'background'];
/** A build writes several files: they are taken up together. */
const settleMs = 200;

/** The web app through Vite with hot reload, and the handlers bundled again whenever their sources change. */
export const viteSite = async (
  workspace: string,
  server: Server,
  reload: () => void,
): Promise<{ site: RequestListener; close(): Promise<void> }> => {
  // Loaded here, so that a plain start does without it.
  const { createServer } = await import('vite');
  const vite = await createServer({
    root: join(workspace, 'apps/web'),
    server: { middlewareMode: true, hmr: { server } },
    appType: 'spa',
  });
  const bundlers = apps.map((app) =>
    spawn(process.execPath, ['--import', 'tsx', 'tools/bundle.ts', join('apps/lambda', app), '--watch'], {
      cwd: workspace,
      stdio: ['pipe', 'ignore', 'inherit'],
    }),
  );
  let timer: NodeJS.Timeout | undefined;
  const watchers = apps.map((app) =>
    watch(join(workspace, 'apps/lambda', app, 'dist'), () => {
      clearTimeout(timer);
      timer = setTimeout(reload, settleMs);
    }),
  );
  return {
    site: vite.middlewares,
    close: async () => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      for (const bundler of bundlers) bundler.kill();
      await vite.close();
    },
  };
};
