"""What a mail is made of: entities, their texts and files."""
