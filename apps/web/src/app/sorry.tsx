import { Component, type ReactNode } from 'react';
import { texts } from '../texts/en';

interface SorryProps {
  title: string;
  text: string;
  again?: string;
  /** The way on that there is, besides the first page. */
  children?: ReactNode;
}

/** A page that cannot be shown, and the ways on. */
export function Sorry({ title, text, again, children }: SorryProps) {
  return (
    <div className="sorry stack">
      <h1>{title}</h1>
      <p className="measure">{text}</p>
      {children ? <p>{children}</p> : null}
      <p>
        {/* Loaded as a whole: what is missing may be code that a newer version calls otherwise. */}
        {again ? (
          <a href={again} target="_self">
            {texts.errors.tryAgain}
          </a>
        ) : null}{' '}
        <a href="/">{texts.errors.toHome}</a>
      </p>
    </div>
  );
}

/** Where the page that is shown breaks, what is around it stays: above all Exit and help. */
export class StaysWhole extends Component<{ url: string; children: ReactNode }, { broken: boolean }> {
  static getDerivedStateFromError() {
    return { broken: true };
  }

  override state = { broken: false };

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return <Sorry title={texts.errors.brokenTitle} text={texts.errors.brokenText} again={this.props.url} />;
  }
}
