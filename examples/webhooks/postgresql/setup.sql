-- Run once, by whoever may make roles. Then give orders_admin_a a password, and the dynamic secret a payload with it.

-- What a client of the gateway may do. Grant it what the application needs.
CREATE ROLE orders_app NOLOGIN;

-- Makes and drops the users. The two logins act as this role, so that one may drop what the other has made.
CREATE ROLE orders_webhook NOLOGIN CREATEROLE;
GRANT orders_app TO orders_webhook WITH ADMIN OPTION;
GRANT pg_signal_backend TO orders_webhook;

-- The two logins of the webhook take turns: the one that the payload names works on while the other one is rotated.
CREATE ROLE orders_admin_a LOGIN;
CREATE ROLE orders_admin_b LOGIN;
GRANT orders_webhook TO orders_admin_a, orders_admin_b;

-- Each of the two may set the password of the other one, and nothing else.
CREATE FUNCTION orders_set_password(login text, secret text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF login NOT IN ('orders_admin_a', 'orders_admin_b') OR login = session_user THEN
    RAISE EXCEPTION 'only the other login of the webhook may be rotated';
  END IF;
  EXECUTE format('ALTER ROLE %I PASSWORD %L', login, secret);
END $$;
REVOKE ALL ON FUNCTION orders_set_password FROM PUBLIC;
GRANT EXECUTE ON FUNCTION orders_set_password TO orders_webhook;
