// What a planted program goes by: who wrote what under an alias, as a server can know it while it answers; and a hand in its answers.
const { Server } = require('node:http');

/** Who wrote under an alias, by the words: `{ id, name }`. */
const authors = new Map();
const wroteAsAlias = [];
const answers = [];

/** Calls `then` with words and author each time that somebody has posted under an alias. */
exports.whenWritten = (then) => wroteAsAlias.push(then);
/** Lets `change` have each JSON answer to an address that fits; it answers what is sent instead. */
exports.changeAnswers = (fits, change) => answers.push({ fits, change });
exports.authors = authors;

const { emit } = Server.prototype;
Server.prototype.emit = function (event, ...given) {
  const [request, response] = given;
  if (event !== 'request') return emit.call(this, event, ...given);
  if (request.method === 'POST' && /^\/api\/threads\/[a-z2-7]+\/posts$/.test(request.url)) overhear(request, this);
  // Of those who watch: others get theirs packed.
  const watches = request.headers['accept-encoding'] === 'identity';
  const fitting = answers.filter(({ fits }) => watches && fits.test(request.url));
  if (fitting.length > 0) takeUp(response, fitting);
  return emit.call(this, event, ...given);
};

function overhear(request, server) {
  const parts = [];
  const { emit: pass } = request;
  request.emit = function (event, ...given) {
    if (event === 'data') parts.push(given[0]);
    if (event === 'end') void learn(Buffer.concat(parts).toString(), request.headers.cookie, server.address().port);
    return pass.call(request, event, ...given);
  };
}

async function learn(body, cookie, port) {
  const { as, text } = JSON.parse(body);
  if (as !== 'alias') return;
  const me = await fetch(`http://localhost:${port}/api/me`, { headers: { cookie } });
  const { member } = await me.json();
  authors.set(text, member);
  for (const then of wroteAsAlias) then(text, member);
}

function takeUp(response, fitting) {
  const { writeHead, end } = response;
  let head;
  response.writeHead = (...given) => {
    head = given;
    return response;
  };
  response.end = (body, ...rest) => {
    let sent = body;
    const [status, headers = {}] = head ?? [response.statusCode];
    if (status === 200 && body) {
      sent = JSON.stringify(fitting.reduce((value, { change }) => change(value), JSON.parse(String(body))));
      for (const name of Object.keys(headers)) if (name.toLowerCase() === 'content-length') delete headers[name];
      response.setHeader('content-length', Buffer.byteLength(sent));
    }
    if (head) writeHead.call(response, status, headers);
    return end.call(response, sent, ...rest);
  };
}

/** The words of a post as they were written. */
exports.wordsOf = ({ bodyHtml = '' }) => bodyHtml.replace(/<[^>]+>/g, '');
