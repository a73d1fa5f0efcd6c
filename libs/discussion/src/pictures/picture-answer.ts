import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  Get,
  Injectable,
  type PipeTransform,
} from '@nestjs/common';
import { ApiOkResponse, ApiParam } from '@nestjs/swagger';
import { type PictureSize, pictureSizes } from '@throughline/contracts/names';
import { type ActionDefinition, notFound } from '@throughline/kernel';
import { Action, IdPipe } from '@throughline/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A size in an address; any other is not there. */
@Injectable()
export class SizePipe implements PipeTransform<unknown, PictureSize> {
  transform(value: unknown): PictureSize {
    const size = pictureSizes.find((one) => one === value);
    if (!size) throw notFound();
    return size;
  }
}

/** Says in the API's description that a picture is answered. */
export const aPicture = () =>
  ApiOkResponse({
    content: { 'image/jpeg': { schema: { type: 'string', format: 'binary' } } },
    description: 'A JPEG.',
  });

/** A route that answers a picture at the address of what holds it, `…/:id`: for who may do this to that. */
export const PictureOf = (holder: string, action: ActionDefinition<never>) =>
  applyDecorators(
    Get(`${holder}/pictures/:picture/:size`),
    Action(action),
    aPicture(),
    ...['id', 'picture', 'size'].map((name) => ApiParam({ name, schema: { type: 'string' } })),
  );

/** Which picture such a route is asked for: of what, and in which size. */
export interface PictureAt {
  id: string;
  picture: string;
  size: PictureSize;
}

const ids = new IdPipe();
const sizes = new SizePipe();

export const ThePicture = createParamDecorator((_: unknown, context: ExecutionContext): PictureAt => {
  const { params } = context.switchToHttp().getRequest<FastifyRequest<{ Params: Record<string, unknown> }>>();
  return {
    id: ids.transform(params['id']),
    picture: ids.transform(params['picture']),
    size: sizes.transform(params['size']),
  };
});

/** Answers a picture, as no page of its own: that would have no way out. */
export function sendPicture(reply: FastifyReply, bytes: Buffer): void {
  void reply
    .header('content-type', 'image/jpeg')
    .header('content-disposition', 'attachment; filename="picture.jpg"')
    .send(bytes);
}
