import type { PictureView } from '@throughline/contracts';
import type { PictureSize } from '@throughline/contracts/names';
import { useState } from 'react';
import { useApp } from '../../app/context';
import { pictureTexts } from '../../texts/en-pictures';

const said = pictureTexts;

interface PicturesProps {
  pictures: readonly PictureView[];
  /** The API's address of what holds them. */
  of: string;
  size?: PictureSize;
  /** The page on which one of them is seen alone; none where there is no such page. */
  aloneAt?: (id: string) => string;
  /** Whoever checks them reads beside each what it is said to show. */
  described?: boolean;
}

/** Pictures in what somebody wrote: as large as they will be before they are there, and only fetched when they come into view. */
export function Pictures({ pictures, aloneAt, described, ...rest }: PicturesProps) {
  return (
    <ul className="pictures plain-list stack-s">
      {pictures.map((picture) => (
        <li key={picture.id}>
          <Picture picture={picture} alone={aloneAt?.(picture.id)} {...rest} />
          {described ? (
            <p className="small" dir="auto" aria-hidden="true">
              {picture.description ?? said.undescribed}
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

interface PictureProps {
  picture: PictureView;
  of: string;
  size?: PictureSize | undefined;
  alone: string | undefined;
}

/** One of them. Who saves data is told how much it is, and it comes when they ask; without scripts on its own page. */
function Picture({ picture, of, size = 'small', alone }: PictureProps) {
  const { me, live } = useApp();
  const [isAsked, setIsAsked] = useState(!me.savesData || alone === undefined);
  const { id, description, large } = picture;
  const { width, height, bytes } = picture[size];
  const named = <span className="hidden-but-said">: {description ?? said.title}</span>;
  if (!isAsked)
    return (
      <a
        className="btn"
        href={`${alone}?size=small`}
        onClick={(event) => {
          if (!live) return;
          event.preventDefault();
          event.stopPropagation();
          setIsAsked(true);
        }}
      >
        {said.show(said.size(bytes))}
        {named}
      </a>
    );
  return (
    <>
      <img
        loading="lazy"
        decoding="async"
        src={`${of}/pictures/${id}/${size}`}
        width={width}
        height={height}
        alt={description ?? said.undescribed}
      />
      {alone !== undefined && large.width > width ? (
        <a className="word-btn small" href={alone}>
          {said.larger(said.size(large.bytes))}
          {named}
        </a>
      ) : null}
    </>
  );
}

/** Those of a post that stands in its thread. */
export function PostPictures({ pictures, post }: { pictures: readonly PictureView[]; post: string }) {
  return <Pictures pictures={pictures} of={`/api/posts/${post}`} aloneAt={(id) => `/posts/${post}/pictures/${id}`} />;
}
