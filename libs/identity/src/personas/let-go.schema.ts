import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** That somebody let go of a name for good: by a digest that only that member's session can derive, and of no alias. */
@Schema({
  collection: 'let_go',
  versionKey: false,
  strict: 'throw',
  // Kept in the order of its ids, which say nothing: not in the order in which it came.
  clusteredIndex: { key: { _id: 1 }, unique: true },
})
export class LetGo {
  @Prop({ required: true, type: String })
  _id!: string;
}

export const LetGoSchema = SchemaFactory.createForClass(LetGo);
