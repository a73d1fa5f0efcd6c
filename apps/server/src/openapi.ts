import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { cleanupOpenApiDoc } from 'nestjs-zod';

/** The API's description, made from the same contracts that parse requests and check answers. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const outline = new DocumentBuilder()
    .setTitle('Throughline')
    .setDescription('Everything the pages of Throughline are made from. Signed in by cookie; JSON alone.')
    .setVersion('1')
    .addCookieAuth('__Host-session')
    .build();
  return cleanupOpenApiDoc(SwaggerModule.createDocument(app, outline, { operationIdFactory: (_, method) => method }));
}
