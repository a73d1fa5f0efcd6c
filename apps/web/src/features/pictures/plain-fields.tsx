import { mostPictures } from '@throughline/contracts/names';
import { renderToStaticMarkup } from 'react-dom/server';
import { all } from '../../forms/fields';
import { one } from '../../forms/definitions';
import { pictureTexts } from '../../texts/en-pictures';
import type { AddingProps } from './picture-field';
import { addressOf, holdsOf, taken, withKept } from './kept-pictures';

const said = pictureTexts;

/** The fields for pictures as they work without scripts: those that are there, and places for as many more as there may be. */
export function plainFields({ held, of, elsewhere, typed }: Omit<AddingProps, 'place'>): string {
  const kept = withKept(held, typed);
  if (elsewhere !== undefined && kept.length === 0)
    return renderToStaticMarkup(<a href={elsewhere}>{said.elsewhere}</a>);
  const places = Array.from({ length: mostPictures - kept.length }, (_, index) => index + 1);
  return renderToStaticMarkup(
    <div className="stack-s">
      {held ? <input type="hidden" name="pictures" value="yes" /> : null}
      <p className="small hint">{said.hint(mostPictures)}</p>
      {kept.map(({ id, description, isUndescribed }) => (
        <fieldset key={id} className="adding__one notice stack-s">
          <input type="hidden" name="picture" value={id} />
          <img className="adding__picture" src={addressOf(id, holdsOf(held, id) ? of : undefined)} alt={description} />
          <Description place={id} description={description} isUndescribed={isUndescribed} />
          <label>
            <input type="checkbox" name={`drop-${id}`} value="yes" /> {said.takeOut}
          </label>
        </fieldset>
      ))}
      {places.map((place) => (
        <fieldset key={place} className="adding__one notice stack-s">
          <label className="field">
            <span>{said.choosePlain(kept.length + place)}</span>
            <input className="input" type="file" name={`file-${place}`} accept={taken} />
          </label>
          <Description
            place={String(place)}
            description={one(typed ?? {}, `describe-${place}`)}
            isUndescribed={all(typed ?? {}, `undescribed-${place}`).length > 0}
          />
        </fieldset>
      ))}
    </div>,
  );
}

function Description(props: { place: string; description: string; isUndescribed: boolean }) {
  const { place, description, isUndescribed } = props;
  return (
    <>
      <label className="field">
        <span>{said.describe}</span>
        <span className="hint">{said.describeHint}</span>
        <input className="input" name={`describe-${place}`} defaultValue={description} maxLength={300} />
      </label>
      <label>
        <input type="checkbox" name={`undescribed-${place}`} value="yes" defaultChecked={isUndescribed} /> {said.cannot}
      </label>
    </>
  );
}
