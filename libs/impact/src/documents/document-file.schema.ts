import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { type DocumentKind, documentKinds } from '@throughline/contracts/names';
import { keptByIds } from '@throughline/platform';

/** A file of a document: what it is and weighs. Who added it stands where it is linked, and nowhere else. */
@Schema({ collection: 'document_files', versionKey: false, strict: 'throw' })
export class DocumentFile {
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true, type: String, enum: documentKinds })
  kind!: DocumentKind;

  @Prop({ required: true, type: Number })
  bytes!: number;

  @Prop({ required: true, type: String })
  sha256!: string;

  /** Until when it waits to be linked; missing once something rests on it. */
  @Prop({ type: Date })
  until?: Date;
}

export const DocumentFileSchema = SchemaFactory.createForClass(DocumentFile);
keptByIds(DocumentFileSchema);
DocumentFileSchema.index({ until: 1 }, { partialFilterExpression: { until: { $exists: true } } });
