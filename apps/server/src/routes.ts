import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { actionOf } from '@throughline/platform';

type Handler = () => unknown;

/**
 * Every HTTP route, a line each: `GET /api/me  me.read  anyone`, by its address. A handler that declares no action says
 * `no action`; what stands on Fastify itself, where no guard looks, says `outside Nest`.
 */
export function routesOf(app: NestFastifyApplication): string[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  const declared = new Map(
    controllers.flatMap(({ metatype }) => routesOfController(app.get(Reflector), metatype as Type)),
  );
  for (const route of fastifyRoutes(app.getHttpAdapter().getInstance().printRoutes()))
    if (!declared.has(route)) declared.set(route, 'outside Nest');
  return [...declared].map(([route, what]) => `${route}  ${what}`).sort(byAddress);
}

function routesOfController(reflector: Reflector, controller: Type): [route: string, what: string][] {
  const prototype = controller.prototype as Record<string, Handler>;
  const prefix = pathOf(controller);
  return new MetadataScanner().getAllMethodNames(prototype).flatMap((name) => {
    const handler = prototype[name];
    const method = handler && (Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined);
    if (handler === undefined || method === undefined) return [];
    const address = `/${[prefix, pathOf(handler)].filter(Boolean).join('/')}`;
    const action = actionOf(reflector, handler);
    const what = action ? `${action.name}  ${action.least ?? 'anyone'}` : 'no action';
    return [[`${RequestMethod[method]} ${address}`, what]];
  });
}

function pathOf(target: object): string {
  return String(Reflect.getMetadata(PATH_METADATA, target) ?? '').replace(/^\/+|\/+$/g, '');
}

/** The routes of Fastify's printed tree, in which a child's line continues the address of its parent. */
function fastifyRoutes(tree: string): string[] {
  const parents: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indentation = '', part = '', methods = ''] = /^([│ ]*)[├└]── (\S+)(?: \((.*)\))?$/.exec(line) ?? [];
    if (part === '') return [];
    const depth = indentation.length / 4;
    const address = (parents[depth - 1] ?? '') + part;
    parents[depth] = address;
    const asked = methods.split(', ').filter((method) => method !== '' && method !== 'HEAD');
    return asked.map((method) => `${method} ${address.startsWith('/') ? '' : '/'}${address}`);
  });
}

function byAddress(one: string, other: string): number {
  const key = (line: string) => line.split(' ').slice(1, 2).concat(line).join(' ');
  return key(one) < key(other) ? -1 : 1;
}
