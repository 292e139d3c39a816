-- What was done to a part is told of what it became part of, so whose its resolving comment is nobody can tell: no one writes over it.
update incident set resolving_comment_is_own = true where redirect_to is not null and resolving_comment is not null;
