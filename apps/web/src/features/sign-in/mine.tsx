import { useForm } from '../../forms/form';
import { texts } from '../../texts/en';

const said = texts.signIn;

/** "Is this phone yours?": on somebody else's nothing stays behind. */
export function Mine() {
  const { typed } = useForm();
  const mine = typed?.['mine'];
  return (
    <fieldset>
      <legend>{said.mineLegend}</legend>
      <div className="choices">
        <label className="choice">
          <input type="radio" name="mine" value="yes" required defaultChecked={mine === 'yes'} />
          <span className="choice__name">{said.mine}</span>
          <span className="choice__what">{said.mineWhat}</span>
        </label>
        <label className="choice">
          <input type="radio" name="mine" value="no" required defaultChecked={mine === 'no'} />
          <span className="choice__name">{said.notMine}</span>
          <span className="choice__what">{said.notMineWhat}</span>
        </label>
      </div>
    </fieldset>
  );
}
