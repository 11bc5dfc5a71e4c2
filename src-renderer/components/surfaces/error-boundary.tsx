import { Component, type ReactNode } from 'react';
import { messageOf } from '#core/contract/errors.ts';
import { Button } from '../buttons/button.tsx';
import { ErrorNotice } from './error-notice.tsx';

type Props = { readonly children: ReactNode };
type State = { readonly message: string | null };

/** Keeps a fault of one screen from taking the whole window with it. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { message: null };

  static getDerivedStateFromError(error: unknown): State {
    return { message: messageOf(error) };
  }

  override render(): ReactNode {
    if (this.state.message === null) {
      return this.props.children;
    }
    return (
      <div style={{ padding: 20 }}>
        <ErrorNotice
          title="This screen has a fault of its own"
          error={{ message: `${this.state.message}\nRuns and their workers are not touched by it.` }}
          action={
            <Button size="small" onClick={() => this.setState({ message: null })}>
              Show it again
            </Button>
          }
        />
      </div>
    );
  }
}
