import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { type Sector, sectors } from '@throughline/contracts/names';
import { type Creation, withCreation } from '@throughline/platform';
import { type PendingChange, withPending } from '@throughline/stream';

/** Where members work or volunteer. */
@Schema({ collection: 'organisations', versionKey: false, strict: 'throw' })
export class Organisation {
  @Prop({ required: true, type: String })
  _id!: string;

  @Prop({ required: true })
  name!: string;

  @Prop({ required: true, type: String, enum: sectors })
  sector!: Sector;

  creation?: Creation;

  pending!: PendingChange[];
}

export const OrganisationSchema = SchemaFactory.createForClass(Organisation);
OrganisationSchema.index({ name: 1 });
withCreation(OrganisationSchema);
withPending(OrganisationSchema);
