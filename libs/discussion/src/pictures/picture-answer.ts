import { Injectable, type PipeTransform } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { type PictureSize, pictureSizes } from '@throughline/contracts/names';
import { notFound } from '@throughline/kernel';
import type { FastifyReply } from 'fastify';

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

/** Answers a picture, as no page of its own: that would have no way out. */
export function sendPicture(reply: FastifyReply, bytes: Buffer): void {
  void reply
    .header('content-type', 'image/jpeg')
    .header('content-disposition', 'attachment; filename="picture.jpg"')
    .send(bytes);
}
