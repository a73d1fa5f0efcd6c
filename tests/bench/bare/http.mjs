// A bare Nest+Fastify server: answers bytes that it was given, and takes JSON that it does not keep.
import 'reflect-metadata';
import { Controller, Get, Header, HttpCode, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

let given = { type: 'application/json; charset=utf-8', body: '{}' };

class BareController {
  json() {
    return given.body;
  }

  page() {
    return given.body;
  }

  take() {
    return given.body;
  }
}

// What a decorator does, without a compiler between.
function route(name, ...decorators) {
  for (const decorate of decorators)
    decorate(BareController.prototype, name, Object.getOwnPropertyDescriptor(BareController.prototype, name));
}
Controller()(BareController);
route('json', Get('json'), Header('content-type', 'application/json; charset=utf-8'));
route('page', Get('page'), Header('content-type', 'text/html; charset=utf-8'));
route('take', Post('take'), HttpCode(201), Header('content-type', 'application/json; charset=utf-8'));

class BareModule {}
Module({ controllers: [BareController] })(BareModule);

process.on('message', (answer) => {
  given = answer;
  process.send('given');
});
process.once('disconnect', () => process.exit(0));

const app = await NestFactory.create(BareModule, new FastifyAdapter(), { logger: false });
await app.listen(0, 'localhost');
process.send({ url: `http://localhost:${app.getHttpServer().address().port}` });
