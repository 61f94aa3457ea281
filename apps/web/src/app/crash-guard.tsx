import { Component, type ReactNode } from 'react';
import { BrokenPage } from './broken-page';

// React knows no function that catches what a render throws.
/** Shows a page with a way out where rendering failed, instead of nothing. */
export class CrashGuard extends Component<{ children: ReactNode }, { error?: unknown }> {
  override state: { error?: unknown } = {};
  static getDerivedStateFromError = (error: unknown) => ({ error });
  override render() {
    return 'error' in this.state ? <BrokenPage error={this.state.error} /> : this.props.children;
  }
}
