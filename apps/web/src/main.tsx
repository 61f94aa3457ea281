import './app/guard-markup';
import './app/mantine.css';
import './app/tokens.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, Look } from './app/app';
import { BrokenPage } from './app/broken-page';
import { loadConfig } from './app/config';
import { createServices } from './app/services';

const root = createRoot(document.getElementById('root')!);

loadConfig((...request) => fetch(...request), window.location.origin)
  .then((config) => <App services={createServices(config)} />)
  .catch((error: unknown) => <BrokenPage error={error} />)
  .then((page) =>
    root.render(
      <StrictMode>
        <Look>{page}</Look>
      </StrictMode>,
    ),
  );
