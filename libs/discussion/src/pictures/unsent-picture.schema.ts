import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { keptByIds } from '@throughline/platform';
import { type PictureSizeFacts, sizeFields } from './post-picture';

/**
 * A picture that is in no post yet. It says of nobody that it is theirs: whoever knows its random id, which is the page that it was
 * added on, can look at it and put it into a post. In a post, or after its time, there is no such document any more.
 */
@Schema({ collection: 'unsent_pictures', versionKey: false, strict: 'throw' })
export class UnsentPicture {
  @Prop({ required: true, type: String })
  _id!: string;

  /** Until when it waits to be sent; no finer than ten minutes. */
  @Prop({ required: true })
  until!: Date;

  /** Missing until all of it is kept. */
  @Prop({ type: sizeFields })
  small?: PictureSizeFacts;

  @Prop({ type: sizeFields })
  large?: PictureSizeFacts;
}

export const UnsentPictureSchema = SchemaFactory.createForClass(UnsentPicture);
keptByIds(UnsentPictureSchema);
UnsentPictureSchema.index({ until: 1 });
