DELETE FROM packed_views;
