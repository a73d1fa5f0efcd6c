import type { Problem, UnsentPicture } from '@throughline/contracts';
import { ProblemError } from '../../app/http';

const unreachable: Problem = { code: 'unavailable', message: 'There is no connection just now.', requestId: '' };

/** A picture on its way: `fetch` does not say how far it is. */
export interface Going {
  done: Promise<UnsentPicture>;
  stop: () => void;
}

/** Sends a picture; throws ProblemError, also where there is no line at all. */
export function sendPicture(picture: Blob, onProgress: (part: number) => void): Going {
  const request = new XMLHttpRequest();
  const done = new Promise<UnsentPicture>((sent, refused) => {
    request.open('POST', '/api/pictures');
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const answer = read(request.responseText);
      if (request.status === 201) sent(answer as UnsentPicture);
      else refused(new ProblemError(request.status, answer as Problem));
    };
    request.onerror = () => refused(new ProblemError(0, unreachable));
    request.send(picture);
  });
  return { done, stop: () => request.abort() };
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return unreachable;
  }
}
