import { configure } from '@testing-library/react';

// A machine that does much else takes more than the usual second to render a form.
configure({ asyncUtilTimeout: 10_000 });
