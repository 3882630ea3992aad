/** A field with its label, which keeps in a signal what is typed. */
import type { InputHTMLAttributes } from 'preact'

type Attribute = 'class' | 'required' | 'maxLength' | 'placeholder' | 'autocomplete' | 'autocapitalize' | 'spellcheck'

interface TextFieldProps extends Pick<InputHTMLAttributes, Attribute | 'aria-describedby' | 'onBlur'> {
  readonly label: string
  readonly value: { value: string }
  /** How it is spelled, where that is not as it was typed. */
  readonly spell?: (typed: string) => string
}

export function TextField({ label, value, spell = (typed) => typed, ...rest }: TextFieldProps) {
  return (
    <label>
      {label}
      <input
        {...rest}
        value={value.value}
        onInput={({ currentTarget }) => {
          value.value = spell(currentTarget.value)
        }}
      />
    </label>
  )
}
