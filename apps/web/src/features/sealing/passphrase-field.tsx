import { Field } from '../../forms/form';
import { sealingTexts as said } from '../../texts/en-sealing';

/** A lead's passphrase, as it is given for each step. */
export function PassphraseField() {
  return <Field name="passphrase" type="password" label={said.passphraseField} autoComplete="off" required />;
}
