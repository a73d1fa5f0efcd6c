import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { keptByIds } from '@throughline/platform';

/** That somebody let go of a name for good: by a digest that only that member's session can derive, and of no alias. */
@Schema({
  collection: 'let_go',
  versionKey: false,
  strict: 'throw',
})
export class LetGo {
  @Prop({ required: true, type: String })
  _id!: string;
}

export const LetGoSchema = SchemaFactory.createForClass(LetGo);
keptByIds(LetGoSchema);
