-- An invitation is the same however its number is spelled: with slashes, with hyphens, or with neither.
UPDATE visa_supports SET visa_support_number = translate(visa_support_number, '/-', '');
