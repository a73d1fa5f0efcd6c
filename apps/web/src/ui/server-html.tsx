/** HTML that our server made safe; the one way by which a script may set any (Trusted Types, safety.md S10). */
const policy =
  typeof window !== 'undefined' && 'trustedTypes' in window
    ? (
        window as unknown as {
          trustedTypes: { createPolicy(name: string, rules: object): { createHTML(html: string): string } };
        }
      ).trustedTypes.createPolicy('server-html', { createHTML: (html: string) => html })
    : { createHTML: (html: string) => html };

/** Nothing, where a script may set no text. */
export const noHtml = (): string => policy.createHTML('');

interface ServerHtmlProps {
  html: string;
  className?: string;
  /** Where hydration finds the HTML again, which travels only once. */
  id?: string;
}

export function ServerHtml({ html, className, id }: ServerHtmlProps) {
  return (
    <div
      id={id}
      className={className}
      dir="auto"
      suppressHydrationWarning
      dangerouslySetInnerHTML={{ __html: policy.createHTML(html) }}
    />
  );
}

/** Puts HTML that our server made into an element that React leaves as it is. */
export function setServerHtml(element: Element, html: string): void {
  element.innerHTML = policy.createHTML(html);
}
