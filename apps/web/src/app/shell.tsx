import type { Me } from '@throughline/contracts';
import { type MouseEvent, type ReactNode, useEffect, useState } from 'react';
import { texts } from '../texts/en';
import { Form, Send } from '../forms/form';
import { useApp } from './context';
import { useExit } from './exit';
import { call } from './http';
import { goTo } from './leave';
import { useConnectionState } from '../live/connection-state';

const said = texts.shell;

interface ShellProps {
  /** The navigation's entry that this page is under. */
  under: string | undefined;
  /** Skip links of this page, after the ones that every page has. */
  children: ReactNode;
}

/** What is on every page: the skip links, Exit, help, the ways on, and at the foot who is signed in. */
export function Shell({ under, children }: ShellProps) {
  const { me, url, live } = useApp();
  const { member, community } = me;
  const menu = useMenu(url);
  const covered = useExit(community.exitTo);
  const entries = member
    ? [
        { href: '/', label: said.home },
        { href: '/themes', label: said.themes },
        { href: '/people', label: said.people },
        { href: '/impact', label: said.impact },
        ...(member.duties.includes('safeguarding-lead')
          ? [{ href: '/safeguarding/concerns', label: texts.concerns.concerns }]
          : []),
        ...(me.abilities.length > 0 ? [{ href: '/administration', label: said.administration }] : []),
      ]
    : [
        { href: '/agreement', label: said.agreement },
        { href: '/changes', label: said.impact },
        { href: '/#join', label: said.join },
      ];
  return (
    <>
      {covered ? <div className="cover">{said.exiting}</div> : null}
      <nav className="skips" aria-label={said.skip}>
        <a href="/exit" rel="noreferrer">
          {said.exit}
        </a>
        <a href="#main">{said.toContent}</a>
        {url.startsWith('/t/') ? (
          <>
            <a href="#new">{said.toNew}</a>
            <a href="#reply">{said.toReply}</a>
          </>
        ) : null}
      </nav>
      <header className="bar">
        <div className="wrap bar__in">
          <div className="bar__safe">
            <a className="bar__help" href="/help">
              {said.help}
            </a>
            <a className="btn btn--exit" href="/exit" rel="noreferrer">
              {said.exit}
            </a>
          </div>
          {member ? (
            <a
              className="menu-link"
              href="#menu"
              {...(live ? { role: 'button', 'aria-expanded': menu.open, 'aria-controls': 'menu' } : {})}
              onClick={live ? menu.toggle : undefined}
            >
              {said.menu}
            </a>
          ) : (
            <a className="menu-link" href="/sign-in">
              {said.signIn}
            </a>
          )}
          <a className="bar__name bar__name--fold" href="/">
            {texts.product}
          </a>
          <nav className={menu.open ? 'nav nav--open' : 'nav'} id="menu" aria-label={said.main}>
            {entries.map(({ href, label }) => (
              <a key={href} href={href} aria-current={href === under ? 'page' : undefined}>
                {label}
              </a>
            ))}
            {member ? (
              <a className="nav__more" href="/settings">
                {said.settings}
              </a>
            ) : (
              <a href="/sign-in">{said.signIn}</a>
            )}
          </nav>
        </div>
      </header>
      <Notices />
      <main className="wrap" id="main" tabIndex={-1}>
        {children}
      </main>
      <footer className="wrap">
        {member ? (
          <div className="foot row">
            <span>{said.signedInAs(member.name)}</span>
            <a href="/settings">{said.settings}</a>
            <a href="/agreement">{said.communityAgreement}</a>
            <a href="/what-we-keep">{said.kept}</a>
            <a href="/help">{said.supportLines}</a>
            <Form name="sign-out" className="foot__form">
              <Send className="word-btn">{said.signOut}</Send>
            </Form>
          </div>
        ) : (
          <div className="foot row">
            <span>{said.uses(community.name)}</span>
            <a href="/agreement">{said.communityAgreement}</a>
            <a href="/what-we-keep">{said.kept}</a>
            <a href="/help">{said.supportLines}</a>
            <span>{said.licence}</span>
          </div>
        )}
      </footer>
    </>
  );
}

/** The menu of a narrow window: opens and closes by its link, and closes on Escape, elsewhere, and on the next page. */
function useMenu(url: string): { open: boolean; toggle: (event: MouseEvent) => void } {
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [url]);
  useEffect(() => {
    if (!open) return undefined;
    const close = (event: Event) => {
      const onLink = event.target instanceof Element && event.target.closest('.menu-link') !== null;
      // The link itself opens and closes.
      if (event instanceof KeyboardEvent ? event.key !== 'Escape' : onLink) return;
      if (event instanceof KeyboardEvent) document.querySelector<HTMLElement>('.menu-link')?.focus();
      setOpen(false);
    };
    document.addEventListener('click', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('click', close);
      document.removeEventListener('keydown', close);
    };
  }, [open]);
  const toggle = (event: MouseEvent) => {
    event.preventDefault();
    setOpen((before) => !before);
  };
  return { open, toggle };
}

/** What concerns the whole visit: a demonstration, a new agreement, a session about to end, a line that is down. */
function Notices() {
  const { me, url } = useApp();
  return (
    <div className="wrap notices">
      {me.community.demonstration ? <p className="notice small">{said.demonstration}</p> : null}
      {me.member && !me.member.agreed ? (
        <p className="notice notice--accent">
          {said.newAgreement} <a href="/agreement">{said.readAgreement}</a>
        </p>
      ) : null}
      {me.notices.includes('concern') && !url.startsWith('/safeguarding/concerns') ? (
        <p className="notice notice--caution" role="status">
          <b>{texts.concerns.waits}</b> <a href="/safeguarding/concerns">{texts.concerns.look}</a>
        </p>
      ) : null}
      {me.notices.includes('apart') && url !== '/safeguarding/kept-apart' ? (
        <p className="notice notice--caution" role="status">
          {texts.concerns.apart} <a href="/safeguarding/kept-apart">{texts.concerns.look}</a>
        </p>
      ) : null}
      {me.notices.includes('letter') && url !== '/letters' ? (
        <p className="notice notice--accent" role="status">
          {texts.concerns.letter} <a href="/letters">{texts.concerns.read}</a>
        </p>
      ) : null}
      {(
        [
          ['review', '/review', texts.waiting.checkTitle],
          ['words', '/own/posts', texts.waiting.title],
          ['moderators', '/own/from-moderators', texts.wrong.from],
          ['changes', '/impact/review', said.lookAgain],
        ] as const
      ).map(([kind, href, title]) =>
        me.notices.includes(kind) && !url.startsWith(href) ? (
          <p key={kind} className="notice notice--accent">
            <a href={href}>{title}</a>
          </p>
        ) : null,
      )}
      {me.member?.confirmBy ? (
        <p className="notice notice--accent">
          {said.stillHere} <a href="/still-here">{said.sayStillHere}</a>
        </p>
      ) : null}
      {me.member?.secondFactorNeeded && !url.startsWith('/settings/second-step') ? (
        <p className="notice notice--accent">
          {texts.secondStep.needed} <a href="/settings/second-step">{texts.secondStep.setUp}</a>
        </p>
      ) : null}
      {me.member?.shared ? <SharedEnds key={me.member.endsAt} endsAt={me.member.endsAt} /> : null}
      <ConnectionNotice />
    </div>
  );
}

function ConnectionNotice() {
  const state = useConnectionState();
  return (
    <p role="status" className={state === 'down' ? 'notice notice--caution small' : 'hidden-but-said'}>
      {state === 'down' ? said.notLive : state === 'again' ? said.liveAgain : ''}
    </p>
  );
}

/** On a shared phone the session ends by itself; nobody is cut off without a warning. */
function SharedEnds({ endsAt }: { endsAt: string }) {
  const [ends, setEnds] = useState(endsAt);
  const [soon, setSoon] = useState(false);
  /** The server ends it, later than was said where it was used meanwhile; where it has, or cannot be asked, the page goes too. */
  const ask = async () => {
    const me = (await call('/api/me').catch(() => null)) as Me | null;
    if (me?.member) setEnds(me.member.endsAt);
    else goTo('/sign-in?ended=yes');
  };
  useEffect(() => {
    setSoon(false);
    const left = Date.parse(ends) - Date.now();
    const warn = setTimeout(() => setSoon(true), Math.max(0, left - 120_000));
    const end = setTimeout(() => void ask(), Math.max(0, left) + 1_000);
    return () => {
      clearTimeout(warn);
      clearTimeout(end);
    };
  }, [ends]);
  if (!soon) return null;
  return (
    <div className="notice notice--caution" role="alert">
      <p>{said.sharedEnds}</p>
      <button type="button" className="btn" onClick={() => void ask()}>
        {said.stay}
      </button>
    </div>
  );
}
