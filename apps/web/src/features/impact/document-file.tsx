import type { EvidenceView } from '@throughline/contracts';
import { useId } from 'react';
import { one } from '../../forms/fields';
import { useForm } from '../../forms/form';
import { impactTexts } from '../../texts/en-impact';
import { pictureTexts } from '../../texts/en-pictures';
import type { About } from './evidence';

const said = impactTexts.file;

/** Kinds that a browser offers to choose from; what it is in truth, the server looks at. */
const taken = '.pdf,application/pdf,image/jpeg,image/png,image/webp';

type File = NonNullable<Extract<EvidenceView, { kind: 'document' }>['file']>;

/** The file of a document, to keep: nothing of it is opened here. */
export function DocumentFile({ file, about, evidence }: { file: File; about: About; evidence: string }) {
  return (
    <p>
      <a href={`/api/${about.about}/${about.id}/evidence/${evidence}/file`} download>
        <bdi>{file.name}</bdi>, {said.kinds[file.kind]}, {pictureTexts.size(file.bytes)} · {said.download}
      </a>
    </p>
  );
}

/**
 * Where a file of a document is chosen. One that came with a form that was refused for something else waits on the server and goes along;
 * where none waits, the browser has forgotten what was chosen, and that is said.
 */
export function FileField() {
  const { typed } = useForm();
  const id = useId();
  const kept = one(typed ?? {}, 'file');
  const name = one(typed ?? {}, 'fileName');
  return (
    <>
      {kept === '' ? null : (
        <div className="notice stack-s">
          <input type="hidden" name="file" value={kept} />
          <input type="hidden" name="fileName" value={name} />
          <p>
            <bdi>{name}</bdi> {said.here}
          </p>
          <label>
            <input type="checkbox" name="drop-file" value="yes" defaultChecked={one(typed ?? {}, 'drop-file') !== ''} />{' '}
            {said.drop}
          </label>
        </div>
      )}
      <div className="field">
        <label htmlFor={id}>{kept === '' ? said.label : said.another}</label>
        <span id={`${id}-hint`}>
          {typed && kept === '' ? <b className="wrong">{said.again} </b> : null}
          <span className="hint">
            {said.hint} {said.names}
          </span>
        </span>
        <input
          className="input"
          type="file"
          id={id}
          name="file-document"
          accept={taken}
          aria-describedby={`${id}-hint`}
        />
      </div>
    </>
  );
}
