import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { createZodDto, type ZodDto, ZodSerializerDto } from 'nestjs-zod';
import { z } from 'zod';

/** Stands for every contract that was not asked for yet. */
const unasked = z.never();

/**
 * A class by which Nest knows a contract. The contract is asked for when something is first held against it, or described: there
 * are thousands of schemas, and a server that just started needs few of them.
 */
export function dtoOf<Schema extends z.ZodType>(contract: () => Schema): ZodDto<Schema, false> {
  let made: Schema | undefined;
  const schema = () => (made ??= contract());
  return Object.defineProperties(createZodDto(unasked), {
    schema: { get: schema },
    Output: {
      get(this: { name: string }) {
        return Object.defineProperty(createZodDto(schema()).Output, 'name', { value: `${this.name}_Output` });
      },
    },
  }) as unknown as ZodDto<Schema, false>;
}

/** What a handler answers, as the decorator of the same name in nestjs-zod says it, which asks for the contract at once. */
export function ZodResponse<Schema extends z.ZodType>({
  status,
  type,
}: {
  status: number;
  type: ZodDto<Schema, false>;
}) {
  const decorator = applyDecorators(
    HttpCode(status),
    ZodSerializerDto(type),
    ApiResponse({ status, type: () => type.Output }),
  );
  return (target: object, name: string, method: Answering<z.input<Schema>>): void =>
    decorator(target, name, method as PropertyDescriptor);
}

/** A method that answers just this, now or later. */
type Answering<Answer> = Pick<TypedPropertyDescriptor<(...given: never[]) => Answer | Promise<Answer>>, 'value'>;
