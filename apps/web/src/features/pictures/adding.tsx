import { mostPictures } from '@throughline/contracts/names';
import { useEffect, useId, useRef, useState } from 'react';
import type { Fields } from '../../forms/definitions';
import { ProblemError } from '../../app/http';
import { newKey } from '../../forms/form';
import { pictureTexts } from '../../texts/en-pictures';
import { addressOf, holdsOf, taken, withKept } from './kept-pictures';
import type { AddingProps } from './picture-field';
import { type Going, sendPicture } from './send-picture';
import { shrunk } from './shrink';

const said = pictureTexts;

/** What was not sent goes again by itself after so long, in milliseconds, unless the server said when. */
const againAfter = 5_000;

/** A picture in the form: on the server, on its way there, or refused. */
interface Added {
  key: string;
  /** Set once it is on the server. */
  id: string | null;
  file: File | null;
  name: string;
  description: string;
  isUndescribed: boolean;
  part: number;
  problem: string;
  /** It would be refused again as it is. */
  final: boolean;
}

const fresh = { id: null, file: null, description: '', isUndescribed: false, part: 0, problem: '', final: false };

/** What was chosen in the plain fields before this took over. */
function chosenIn(place: HTMLElement | null): File[] {
  return [...(place?.querySelectorAll<HTMLInputElement>('[name^=file-]') ?? [])].flatMap(({ files }) => [
    ...(files ?? []),
  ]);
}

/** What the form says of pictures by now: it may have been written in before this took over. */
function saidIn(place: HTMLElement | null, typed: Fields | undefined): Fields | undefined {
  const data = new FormData(place?.closest('form') ?? undefined);
  const names = [...data.keys()].filter((name) => /^(picture|describe|undescribed|drop)/.test(name));
  if (names.length === 0) return typed;
  return { ...typed, ...Object.fromEntries(names.map((name) => [name, data.getAll(name) as string[]])) };
}

const added = (file: File): Added => ({ ...fresh, key: newKey(), file, name: file.name });

/**
 * Adding pictures with scripts: chosen, pasted or dropped anywhere in the form. Each goes at once, made small first, and is shown as
 * others will see it. One that fails stays here and goes again when the line is back; the form is not sent without it.
 */
export function Adding({ held, of, typed, place }: AddingProps) {
  const hint = useId();
  // The plain fields stand there for the last time.
  const [pictures, setPictures] = useState<readonly Added[]>(() => [
    ...withKept(held, saidIn(place.current, typed)).map((kept) => ({ ...fresh, ...kept, key: kept.id, name: '' })),
    ...chosenIn(place.current).map(added),
  ]);
  const [isFull, setIsFull] = useState(false);
  const going = useRef(new Map<string, Going>());
  const known = useRef(pictures);
  known.current = pictures;

  const change = (key: string, part: Partial<Added>) =>
    setPictures((all) => all.map((picture) => (picture.key === key ? { ...picture, ...part } : picture)));

  const go = async (key: string, file: File) => {
    change(key, { problem: '', final: false, part: 0 });
    try {
      const sending = sendPicture(await shrunk(file), (part) => change(key, { part }));
      going.current.set(key, sending);
      const { id } = await sending.done;
      change(key, { id, file: null });
    } catch (error) {
      const { status, problem } = error instanceof ProblemError ? error : { status: 0, problem: undefined };
      const final = status >= 400 && status < 500 && status !== 429;
      change(key, { problem: problem?.message ?? said.notAdded, final });
      if (!final) goAgain(key, file, (problem?.retryAfter ?? 0) * 1_000 || againAfter);
    } finally {
      going.current.delete(key);
    }
  };
  /** Later, or as soon as the line is back; once. */
  const goAgain = (key: string, file: File, after: number) => {
    const again = () => {
      clearTimeout(timer);
      window.removeEventListener('online', again);
      if (known.current.some((picture) => picture.key === key && picture.problem !== '')) void go(key, file);
    };
    const timer = setTimeout(again, after);
    window.addEventListener('online', again);
  };

  const add = (files: readonly File[]) => {
    const room = mostPictures - pictures.length;
    setIsFull(files.length > room);
    const more = files.slice(0, room).map(added);
    setPictures((all) => [...all, ...more]);
    for (const { key, file } of more) if (file) void go(key, file);
  };
  const takeOut = (key: string) => {
    going.current.get(key)?.stop();
    setIsFull(false);
    setPictures((all) => all.filter((picture) => picture.key !== key));
    place.current?.querySelector<HTMLElement>('input[type=file]')?.focus();
  };

  const isBegun = useRef(false);
  useEffect(() => {
    if (!isBegun.current) for (const { key, file } of pictures) if (file) void go(key, file);
    isBegun.current = true;
    const form = place.current?.closest('form');
    const onFiles = (event: ClipboardEvent | DragEvent) => {
      const given = 'clipboardData' in event ? event.clipboardData : event.dataTransfer;
      // Words that come with a picture of themselves are words.
      if (!given?.types.includes('Files') || given.types.includes('text/plain')) return;
      event.preventDefault();
      if (given.files.length === 0) return;
      place.current?.setAttribute('open', '');
      add([...given.files]);
    };
    const kinds = ['paste', 'drop', 'dragover'] as const;
    for (const kind of kinds) form?.addEventListener(kind, onFiles);
    return () => {
      for (const kind of kinds) form?.removeEventListener(kind, onFiles);
    };
  });
  // What is typed in the form is kept while its writer is elsewhere; so are pictures.
  const ids = pictures.map(({ id }) => id).join();
  const keptIds = useRef(ids);
  useEffect(() => {
    if (keptIds.current === ids) return;
    keptIds.current = ids;
    place.current?.dispatchEvent(new Event('input', { bubbles: true }));
  }, [ids, place]);

  return (
    <div className="stack-s">
      {held ? <input type="hidden" name="pictures" value="yes" /> : null}
      <p className="small hint" id={hint}>
        {said.hint(mostPictures)}
      </p>
      {pictures.map((picture) => (
        <One
          key={picture.key}
          picture={picture}
          of={picture.id !== null && holdsOf(held, picture.id) ? of : undefined}
          onDescribed={(isUndescribed) => change(picture.key, { isUndescribed })}
          onAgain={() => picture.file && void go(picture.key, picture.file)}
          onTakeOut={() => takeOut(picture.key)}
        />
      ))}
      {pictures.length < mostPictures ? (
        <label className="field">
          <span>{said.choose}</span>
          <span className="hint">{said.orDrop}</span>
          <input
            className="input"
            type="file"
            multiple
            accept={taken}
            // Of no form: what is chosen goes by itself.
            form="none"
            aria-describedby={hint}
            onChange={(event) => {
              add([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = '';
            }}
          />
        </label>
      ) : null}
      <p className="small" role="status">
        {isFull ? said.tooMany(mostPictures) : null}
      </p>
    </div>
  );
}

interface OneProps {
  picture: Added;
  of: string | undefined;
  onDescribed: (isUndescribed: boolean) => void;
  onAgain: () => void;
  onTakeOut: () => void;
}

function One({ picture, of, onDescribed, onAgain, onTakeOut }: OneProps) {
  const { key, id, name, description, isUndescribed, part, problem, final } = picture;
  const state = useId();
  const waits = id === null;
  return (
    <fieldset className="adding__one notice stack-s">
      {id === null ? null : (
        <>
          <input type="hidden" name="picture" value={id} />
          <img className="adding__picture" src={addressOf(id, of)} alt="" />
        </>
      )}
      <div className="small" role="status" id={state}>
        {problem ? (
          <p className="problem">
            {said.notAdded} {problem} {final ? null : said.again}
          </p>
        ) : (
          <p>{waits ? (part < 1 ? said.onItsWay(part) : said.making) : name ? said.added : null}</p>
        )}
        {waits && !problem ? <progress max={1} value={part} aria-hidden="true" /> : null}
      </div>
      <label className="field">
        <span>{said.describe}</span>
        <span className="hint">{said.describeHint}</span>
        <input
          className="input"
          name={`describe-${id ?? key}`}
          defaultValue={description}
          maxLength={300}
          required={!isUndescribed}
          onInvalid={(event) => event.currentTarget.closest('details')?.setAttribute('open', '')}
          aria-describedby={state}
          // The form waits for what is on its way, and says so here.
          ref={(field) => field?.setCustomValidity(waits ? (final ? said.takeOutFirst : said.waitFor) : '')}
        />
      </label>
      <div className="row">
        <label>
          <input
            type="checkbox"
            name={`undescribed-${id ?? key}`}
            value="yes"
            defaultChecked={isUndescribed}
            onChange={(event) => onDescribed(event.currentTarget.checked)}
          />{' '}
          {said.cannot}
        </label>
        {problem && !final ? (
          <button type="button" className="word-btn" onClick={onAgain}>
            {said.tryAgain}
          </button>
        ) : null}
        <button type="button" className="word-btn" onClick={onTakeOut}>
          {said.takeOut}
          {name ? <span className="hidden-but-said">{said.takeOutOf(name)}</span> : null}
        </button>
      </div>
    </fieldset>
  );
}
