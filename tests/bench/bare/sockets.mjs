// A bare Socket.IO server: who connects is in one room, and what is posted goes to all of it.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  io.to('all').emit('change', JSON.parse(Buffer.concat(parts).toString()));
  response.writeHead(201, { 'content-type': 'application/json' }).end('{}');
});
const io = new Server(http, { serveClient: false });
io.on('connection', (socket) => void socket.join('all'));

process.once('disconnect', () => process.exit(0));
http.listen(0, 'localhost', () => process.send({ url: `http://localhost:${http.address().port}` }));
